-- SPDX-License-Identifier: GPL-3.0-or-later
-- How much of its source an import has passed over: lines and entries that are in the file alone, which keep the file from being deleted
-- after the import. NULL: an import of before, which did not count.
ALTER TABLE import_run ADD COLUMN passed_over INTEGER CHECK (passed_over >= 0);
