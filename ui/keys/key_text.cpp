// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/key_text.h"

#include "ui/text.h"

#include <algorithm>
#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace keystead::ui {

using crypto::StrengthHint;
using keys::SlotKind;

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("keystead::ui::Keys", text);
}

} // namespace

QString slotKindName(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Keychain:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Desktop keychain"));
    case SlotKind::Passphrase:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Passphrase"));
    case SlotKind::Recovery:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Recovery key on paper"));
    case SlotKind::Pkcs11:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Security token"));
    case SlotKind::Combined:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Keychain and passphrase together"));
    }
    return {};
}

QString slotIcon(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Keychain:
        return QStringLiteral("key");
    case SlotKind::Passphrase:
        return QStringLiteral("lock");
    case SlotKind::Recovery:
        return QStringLiteral("certificate");
    case SlotKind::Pkcs11:
        return QStringLiteral("token");
    case SlotKind::Combined:
        return QStringLiteral("shield-check");
    }
    return {};
}

QString slotProtects(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Keychain:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys",
                                     "Protects when the disk is stolen and from other users, not from programs that "
                                     "run as you while you are logged in."));
    case SlotKind::Passphrase:
        return say(QT_TRANSLATE_NOOP(
            "keystead::ui::Keys", "Protects from whoever does not know it, on this computer and on any other; nobody "
                                  "can reset it."));
    case SlotKind::Recovery:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys",
                                     "Protects you from losing every other way; whoever finds the sheet can open the "
                                     "vault, so keep it in a safe place."));
    case SlotKind::Pkcs11:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys",
                                     "Protects from copying: the key never leaves the card, and a few wrong PINs lock "
                                     "it."));
    case SlotKind::Combined:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys",
                                     "Protects from programs that read the keychain and from who learns the "
                                     "passphrase: neither opens the vault alone."));
    }
    return {};
}

QString slotTitle(const keys::SlotInfo& slot)
{
    static constexpr const char* usual[] = {"Desktop keyring", "desktop",      "Passphrase",
                                            "passphrase",      "Recovery key", "Desktop keyring and passphrase"};
    const bool named =
        std::none_of(std::begin(usual), std::end(usual), [&](const char* text) { return slot.label == text; }) &&
        !slot.label.empty();
    return named ? q(slot.label, 80) : slotKindName(slot.kind);
}

QString slotNeeds(const keys::SlotInfo& slot)
{
    switch (slot.kind) {
    case SlotKind::Keychain:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Opens by itself while the desktop's keychain is unlocked"));
    case SlotKind::Passphrase:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Needs the passphrase"));
    case SlotKind::Recovery:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Needs the key on the emergency sheet"));
    case SlotKind::Combined:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Needs this desktop's keychain and the passphrase"));
    case SlotKind::Pkcs11:
        break;
    }
    const std::string label = slot.token ? slot.token->label : slot.label;
    return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Needs the token “%1” and its PIN")).arg(q(label, 60));
}

QString derivationText(const keys::SlotInfo& slot)
{
    if (!slot.wantsPassphrase())
        return {};
    const QString memory = QLocale().toString(slot.kdf.memoryKiB / 1024);
    if (slot.kdfTime.count() == 0)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Argon2id with %1 MiB, not measured")).arg(memory);
    const double seconds = static_cast<double>(slot.kdfTime.count()) / 1000.0;
    return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Each guess costs %1 s and %2 MiB (Argon2id)"))
        .arg(QLocale().toString(seconds, 'f', 2), memory);
}

QString whySlotStays(const std::vector<keys::SlotInfo>& slots, const base::SlotId& slot)
{
    const auto others = std::count_if(slots.begin(), slots.end(),
                                      [&](const keys::SlotInfo& each) { return each.usable() && !(each.id == slot); });
    if (others > 0)
        return {};
    return say(QT_TRANSLATE_NOOP(
        "keystead::ui::Keys", "This is the last way that opens the vault: without it nobody could, not even you. Add "
                              "another one first."));
}

QString strengthName(int score)
{
    switch (score) {
    case 0:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Guessed at once"));
    case 1:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Very weak"));
    case 2:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Weak"));
    case 3:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Good"));
    default:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Very good"));
    }
}

QString hintText(StrengthHint hint)
{
    switch (hint) {
    case StrengthHint::AddWords:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Add another word or two; uncommon words are better."));
    case StrengthHint::CommonWord:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "It is built on a word that guessers try early."));
    case StrengthHint::LookAlikes:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Signs that look like letters help very little."));
    case StrengthHint::KeyboardPattern:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Neighbouring keys are guessed early."));
    case StrengthHint::Repeats:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Repeats add next to nothing."));
    case StrengthHint::Sequence:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Sequences such as abc or 6543 are guessed early."));
    case StrengthHint::Date:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Dates and years are guessed early."));
    case StrengthHint::OwnName:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Leave out your own name and the name of this program."));
    }
    return {};
}

QString recoveryProblem(const base::Error& error)
{
    if (error.code == base::ErrorCode::WrongKey)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys",
                                     "This is a recovery key, but not the one of this sheet. Nothing was changed."));
    if (error.code != base::ErrorCode::InvalidArgument)
        return oneLine(error);
    // The core names the place: "recovery key: group 3 ...".
    static const QRegularExpression place(QStringLiteral("group ([1-8])"));
    const auto match = place.match(QString::fromStdString(error.detail));
    if (!match.hasMatch())
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "A recovery key has eight groups of eight characters."));
    return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Group %1 is not as it is on the sheet. Compare it."))
        .arg(match.captured(1));
}

QString phaseText(const service::RotationProgress& progress)
{
    using Phase = service::RotationProgress::Phase;
    switch (progress.phase) {
    case Phase::BackingUp:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Making a backup first…"));
    case Phase::Copying:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Copying the vault under its new key…"));
    case Phase::Swapping:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Putting the copy in place…"));
    case Phase::Sealing:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Sealing the secrets of “%1” anew…"))
            .arg(q(progress.profile, 60));
    case Phase::Done:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "The keys were replaced."));
    case Phase::Failed:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "The keys were not all replaced."));
    case Phase::Idle:
        break;
    }
    return {};
}

QString keyName(const service::KeyAge& key)
{
    return key.profile ? say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Key of the profile “%1”")).arg(q(key.name, 60))
                       : say(QT_TRANSLATE_NOOP("keystead::ui::Keys", "Vault key"));
}

base::WallTime nextDue(const service::KeyAge& key, const service::RotationSchedule& schedule)
{
    return key.createdAt + std::chrono::hours{730} * schedule.months;
}

} // namespace keystead::ui
