// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/rotate_dialog.h"

#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/keys/key_text.h"
#include "ui/text.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace keystead::ui {

RotateDialog::RotateDialog(const AppContext& context, const service::KeyOverview& overview, bool dueOnly,
                           QWidget* parent)
    : FormDialog(tr("Replace keys"), 500, parent), m_context(context)
{
    setObjectName(QStringLiteral("rotateDialog"));
    body()->addWidget(
        makeLabel(tr("What is stored is sealed anew under fresh keys. The vault stays in use meanwhile, "
                     "every way to open it stays, and it can be stopped at any time. Before the vault key "
                     "is replaced an automatic backup is made."),
                  "", true));
    for (const service::KeyAge& key : overview.keys) {
        auto* box = new QCheckBox(key.due ? tr("%1 – due").arg(keyName(key)) : keyName(key), this);
        box->setAccessibleName(box->text());
        box->setChecked(!dueOnly || key.due || key.rotating);
        body()->addWidget(box);
        m_boxes.emplace_back(key, box);
    }
    m_error = new InlineError(this);
    body()->addWidget(m_error);
    body()->addStretch(1);
    setGo(tr("Replace"));
    connect(goButton(), &QPushButton::clicked, this, &RotateDialog::ask);
    goButton()->setFocus();
}

service::RotateKeys RotateDialog::request() const
{
    service::RotateKeys request;
    for (const auto& [key, box] : m_boxes) {
        if (!box->isChecked())
            continue;
        if (key.profile)
            request.profiles.push_back(*key.profile);
        else
            request.vaultKey = true;
    }
    return request;
}

void RotateDialog::ask()
{
    const service::RotateKeys wanted = request();
    if (!wanted.vaultKey && wanted.profiles.empty()) {
        m_error->setError(tr("Tick at least one key."));
        return fitHeight();
    }
    ProofDialog::ask(m_context, this, tr("The chosen keys will be replaced."), tr("Replace"),
                     [this](service::Proof proof) { start(std::move(proof)); });
}

void RotateDialog::start(service::Proof proof)
{
    startWork(tr("Starting…"));
    m_context.core.startRotation(this, request(), std::move(proof), [this](base::Result<void> result) {
        endWork();
        if (!result) {
            const Sentence sentence = describe(result.error());
            m_error->setError(sentence.what, sentence.hint);
            fitHeight();
            return;
        }
        accept();
        Q_EMIT started();
    });
}

} // namespace keystead::ui
