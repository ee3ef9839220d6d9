// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/keys_page.h"

#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/keys/add_slot_dialog.h"
#include "ui/keys/change_passphrase_dialog.h"
#include "ui/keys/confirm_sheet_dialog.h"
#include "ui/keys/key_text.h"
#include "ui/keys/rotate_dialog.h"
#include "ui/keys/rotation_section.h"
#include "ui/keys/slots_section.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/scroll_column.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace keystead::ui {

KeysPage::KeysPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    QVBoxLayout* column = makeScrollColumn(this);
    column->addWidget(makeLabel(tr("Keys"), "title"));
    m_message = new Banner(context, this);
    m_slots = new SlotsSection(context, this);
    m_rotation = new RotationSection(context, this);
    column->addWidget(m_message);
    column->addWidget(m_slots);
    column->addWidget(m_rotation);
    column->addStretch(1);
    m_messageTimer.setSingleShot(true);
    connect(&m_messageTimer, &QTimer::timeout, m_message, &Banner::clear);
    connect(m_slots, &SlotsSection::addRequested, this, &KeysPage::addSlot);
    connect(m_slots, &SlotsSection::confirmRequested, this,
            [this](const keys::SlotInfo& slot) { confirmSheet(slot, {}); });
    connect(m_slots, &SlotsSection::changeRequested, this, &KeysPage::changePassphrase);
    connect(m_slots, &SlotsSection::removeRequested, this, &KeysPage::removeSlot);
    connect(m_rotation, &RotationSection::replaceRequested, this, [this] { replaceKeys(); });
    connect(m_rotation, &RotationSection::stopRequested, this, [this] { m_context.core.cancelRotation(); });
    connect(m_rotation, &RotationSection::scheduleChosen, this, &KeysPage::saveSchedule);
    connect(&context.core, &CorePort::statusChanged, this, &KeysPage::setStatus);
    connect(&context.core, &CorePort::rotationChanged, this, &KeysPage::showProgress);
    showProgress(context.core.lastRotation());
}

void KeysPage::activate()
{
    setStatus(m_context.core.lastStatus());
    loadOverview();
}

void KeysPage::clear()
{
    m_messageTimer.stop();
    m_message->clear();
    m_cause.clear();
    m_slots->setSlots({});
    m_rotation->setOverview({});
}

void KeysPage::setStatus(const service::VaultStatus& status)
{
    m_status = status;
    if (status.state == service::VaultState::Unlocked)
        m_slots->setSlots(status.slots);
}

AddSlotDialog* KeysPage::addSlot()
{
    auto* dialog = new AddSlotDialog(m_context, window());
    connect(dialog, &AddSlotDialog::added, this, [this](const keys::SlotInfo& slot, const QString& sheet) {
        if (slot.kind == keys::SlotKind::Recovery)
            confirmSheet(slot, sheet);
        else
            say(tr("“%1” opens the vault from now on.").arg(slotTitle(slot)));
    });
    dialog->open();
    return dialog;
}

void KeysPage::confirmSheet(const keys::SlotInfo& slot, const QString& file)
{
    auto* dialog = new ConfirmSheetDialog(m_context, slot.id, file, window());
    connect(dialog, &ConfirmSheetDialog::confirmed, this, [this, file](bool fileIsGone) {
        if (!file.isEmpty() && !fileIsGone)
            say(tr("The recovery key opens the vault from now on."),
                tr("Delete the file once it is printed: %1").arg(file));
        else
            say(tr("The recovery key opens the vault from now on."));
    });
    connect(dialog, &QDialog::rejected, this, [this, file] {
        m_messageTimer.stop();
        m_message->show(QStringLiteral("warn"), QStringLiteral("alert"), tr("The recovery key does not count yet"),
                        file.isEmpty()
                            ? tr("Type it back from the sheet when you have it at hand.")
                            : tr("Print %1, delete the file, and type the key back from the paper.").arg(file));
    });
    dialog->open();
}

void KeysPage::changePassphrase(const keys::SlotInfo& slot)
{
    auto* dialog = new ChangePassphraseDialog(m_context, slot, window());
    connect(dialog, &ChangePassphraseDialog::passphraseChanged, this,
            [this] { sayBefore(tr("The passphrase was changed.")); });
    dialog->open();
}

void KeysPage::removeSlot(const keys::SlotInfo& slot)
{
    const QString title = slotTitle(slot);
    if (const QString why = whySlotStays(m_status.slots, slot.id); !why.isEmpty()) {
        m_messageTimer.stop();
        m_message->show(QStringLiteral("info"), QStringLiteral("info"), tr("“%1” stays").arg(title), why);
        return;
    }
    const QString effect =
        slot.kind == keys::SlotKind::Pkcs11
            ? tr("It will no longer open this vault; the key on the token itself stays there. The vault's keys are "
                 "replaced afterwards. The other ways stay.")
            : tr("It will no longer open this vault. The vault's keys are replaced afterwards, so that whoever had it "
                 "learns nothing that is stored later. The other ways stay.");
    askBefore(window(), tr("Remove “%1”?").arg(title), effect, tr("Remove"), true, [this, id = slot.id, title] {
        ProofDialog::ask(
            m_context, window(), tr("“%1” will no longer open this vault. The other ways stay.").arg(title),
            tr("Remove"),
            [this, id, title](service::Proof proof) {
                m_context.core.removeSlot(this, id, std::move(proof), [this, title](base::Result<void> result) {
                    if (result)
                        sayBefore(tr("“%1” was removed.").arg(title));
                    else
                        sayFailed(result.error());
                });
            },
            ProofDialog::Weight::Final);
    });
}

void KeysPage::loadOverview(std::function<void()> then)
{
    m_context.core.keyOverview(this, [this, then = std::move(then)](base::Result<service::KeyOverview> overview) {
        if (!overview)
            return sayFailed(overview.error());
        m_rotation->setOverview(*overview);
        if (then)
            then();
    });
}

void KeysPage::replaceKeys(bool dueOnly)
{
    loadOverview([this, dueOnly] {
        auto* dialog = new RotateDialog(m_context, m_rotation->overview(), dueOnly, window());
        connect(dialog, &RotateDialog::started, m_message, &Banner::clear);
        connect(dialog, &RotateDialog::started, this, [this] { m_cause.clear(); });
        dialog->open();
    });
}

void KeysPage::showProgress(const service::RotationProgress& progress)
{
    using Phase = service::RotationProgress::Phase;
    m_rotation->setProgress(progress);
    const bool ended = m_running && !progress.running();
    m_running = progress.running();
    if (!ended || m_context.core.lastStatus().state != service::VaultState::Unlocked)
        return;
    loadOverview();
    if (progress.phase == Phase::Done) {
        if (m_cause.isEmpty())
            say(phaseText(progress));
        else
            say(std::exchange(m_cause, {}), phaseText(progress));
    } else if (progress.error && progress.error->code == base::ErrorCode::Cancelled) {
        say(tr("Stopped. The vault is as good as before."),
            tr("What was begun goes on at the next unlock or request."));
    } else {
        m_messageTimer.stop();
        m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), phaseText(progress),
                        progress.error ? oneLine(*progress.error) : QString());
    }
}

void KeysPage::saveSchedule(const service::RotationSchedule& schedule)
{
    m_context.core.setRotationSchedule(this, schedule, [this](base::Result<void> result) {
        if (result)
            say(tr("Saved."));
        else
            sayFailed(result.error());
        loadOverview();
    });
}

void KeysPage::say(const QString& done, const QString& more)
{
    m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"), done, more);
    m_messageTimer.start(8000);
}

// What was done and that the keys are replaced for it; the end of that says both again.
void KeysPage::sayBefore(const QString& done)
{
    m_cause = done;
    say(done, tr("The vault's keys are replaced now."));
}

void KeysPage::sayFailed(const base::Error& error)
{
    const Sentence sentence = describe(error);
    m_messageTimer.stop();
    m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
}

} // namespace keystead::ui
