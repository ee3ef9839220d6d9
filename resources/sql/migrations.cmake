# SPDX-License-Identifier: GPL-3.0-or-later
# The migrations in their order; their numbers start at 1 and have no gaps.
set(KEYSTEAD_MIGRATIONS
  "${CMAKE_CURRENT_LIST_DIR}/0001_init.sql"
  "${CMAKE_CURRENT_LIST_DIR}/0002_key_versions.sql"
  "${CMAKE_CURRENT_LIST_DIR}/0003_backups.sql"
  "${CMAKE_CURRENT_LIST_DIR}/0004_imports.sql"
  "${CMAKE_CURRENT_LIST_DIR}/0005_import_passed_over.sql"
  "${CMAKE_CURRENT_LIST_DIR}/0006_grants.sql")
