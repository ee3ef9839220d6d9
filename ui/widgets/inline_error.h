// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The line under a field that says what is wrong and how to mend it; takes no room while there is nothing to say.
#include <QLabel>

namespace keystead::ui {

class InlineError : public QLabel
{
    Q_OBJECT
public:
    explicit InlineError(QWidget* parent = nullptr);
    void setError(const QString& what, const QString& fix = {});
    void clearError() { setError({}); }
    bool hasError() const { return !text().isEmpty(); }
};

} // namespace keystead::ui
