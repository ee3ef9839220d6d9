// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which keys are to be replaced, and what that means. Asks for a fresh proof; the work itself is shown on the page.
#include "core/service/rotation.h"
#include "ui/widgets/form_dialog.h"

#include <utility>
#include <vector>

class QCheckBox;

namespace keystead::service {
struct Proof;
}

namespace keystead::ui {

struct AppContext;
class InlineError;

class RotateDialog : public FormDialog
{
    Q_OBJECT
public:
    // `dueOnly`: at first only those are ticked that are due.
    RotateDialog(const AppContext& context, const service::KeyOverview& overview, bool dueOnly, QWidget* parent);
    service::RotateKeys request() const;
    QCheckBox* box(std::size_t key) const { return m_boxes[key].second; }

Q_SIGNALS:
    void started();

private:
    void ask();
    void start(service::Proof proof);
    const AppContext& m_context;
    std::vector<std::pair<service::KeyAge, QCheckBox*>> m_boxes;
    InlineError* m_error;
};

} // namespace keystead::ui
