// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/add_slot_dialog.h"

#include "core/base/passphrase_rule.h"
#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/keys/key_text.h"
#include "ui/keys/passphrase_fields.h"
#include "ui/keys/token_fields.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace keystead::ui {

using keys::SlotKind;

namespace {

constexpr SlotKind kinds[] = {SlotKind::Passphrase, SlotKind::Recovery, SlotKind::Keychain, SlotKind::Pkcs11,
                              SlotKind::Combined};

} // namespace

AddSlotDialog::AddSlotDialog(const AppContext& context, QWidget* parent)
    : FormDialog(tr("Add a way to open the vault"), 560, parent), m_context(context)
{
    setObjectName(QStringLiteral("addSlotDialog"));
    build();
    showKinds();
}

void AddSlotDialog::build()
{
    m_kindPart = buildKinds();
    m_detailPart = buildDetails();
    body()->addWidget(m_kindPart);
    body()->addWidget(m_detailPart);
    m_error = new InlineError(this);
    body()->addWidget(m_error);
    body()->addStretch(1);
    connect(goButton(), &QPushButton::clicked, this, &AddSlotDialog::goOn);
    connect(backButton(), &QPushButton::clicked, this, &AddSlotDialog::showKinds);
}

QWidget* AddSlotDialog::buildKinds()
{
    QVBoxLayout* column = nullptr;
    auto* part = makePart(column, this);
    m_kinds = new QButtonGroup(this);
    for (const SlotKind kind : kinds) {
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        auto* icon = makeLabel({});
        icon->setPixmap(
            m_context.icons.pixmap(slotIcon(kind), m_context.theme.colors().accent, 20, devicePixelRatioF()));
        icon->setContentsMargins(0, 4, 0, 0);
        row->addWidget(icon, 0, Qt::AlignTop);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        auto* radio = new QRadioButton(slotKindName(kind), part);
        radio->setAccessibleName(radio->text());
        radio->setAccessibleDescription(slotProtects(kind));
        auto* sentence = makeLabel(slotProtects(kind), "caption", true);
        sentence->setIndent(26);
        words->addWidget(radio);
        words->addWidget(sentence);
        row->addLayout(words, 1);
        column->addLayout(row);
        m_kinds->addButton(radio, static_cast<int>(kind));
    }
    m_kinds->button(static_cast<int>(SlotKind::Passphrase))->setChecked(true);
    return part;
}

QWidget* AddSlotDialog::buildDetails()
{
    QVBoxLayout* column = nullptr;
    auto* part = makePart(column, this);
    m_about = makeLabel({}, "", true);
    column->addWidget(m_about);
    m_passphrase = new PassphraseFields(m_context, base::shortestPassphrase, part);
    column->addWidget(m_passphrase);
    m_token = new TokenFields(m_context, part);
    column->addWidget(m_token);
    QVBoxLayout* sheet = nullptr;
    m_sheetPart = makePart(sheet, part);
    sheet->addWidget(makeLabel(tr("Write the emergency sheet (PDF) to"), "heading"));
    m_sheet = new FileLine(FileLine::Purpose::Save, tr("File of the emergency sheet"), QStringLiteral("pdf"), part);
    m_sheet->setFile(inDocuments(QStringLiteral("keystead-emergency-sheet-%1.pdf")
                                     .arg(toLocal(m_context.clock.now()).date().toString(Qt::ISODate))));
    sheet->addWidget(m_sheet);
    sheet->addWidget(
        makeLabel(tr("Print it and delete the file: whoever reads it can open the vault. You then type the "
                     "key back from the paper; until then this way does not count."),
                  "caption", true));
    column->addWidget(m_sheetPart);
    column->addWidget(makeLabel(tr("Name (for your list; may stay empty)"), "heading"));
    m_label = new QLineEdit(part);
    m_label->setMaxLength(80);
    m_label->setAccessibleName(tr("Name"));
    column->addWidget(m_label);
    connect(m_passphrase, &PassphraseFields::returnPressed, this, &AddSlotDialog::goOn);
    connect(m_passphrase, &PassphraseFields::contentChanged, this, &AddSlotDialog::fitHeight);
    connect(m_token, &TokenFields::returnPressed, this, &AddSlotDialog::goOn);
    connect(m_token, &TokenFields::contentChanged, this, &AddSlotDialog::fitHeight);
    connect(m_label, &QLineEdit::returnPressed, this, &AddSlotDialog::goOn);
    return part;
}

void AddSlotDialog::choose(SlotKind kind)
{
    m_kinds->button(static_cast<int>(kind))->setChecked(true);
    showDetails();
}

SlotKind AddSlotDialog::kind() const
{
    return static_cast<SlotKind>(m_kinds->checkedId());
}

void AddSlotDialog::showKinds()
{
    m_choosing = true;
    setTitle(tr("Add a way to open the vault"));
    setGo(tr("Continue"));
    m_kindPart->show();
    m_detailPart->hide();
    m_error->clearError();
    backButton()->hide();
    m_passphrase->clear();
    m_token->forgetPin();
    m_kinds->checkedButton()->setFocus();
    if (isVisible())
        fitHeight();
}

void AddSlotDialog::showDetails()
{
    m_choosing = false;
    const SlotKind chosen = kind();
    const bool phrase = chosen == SlotKind::Passphrase || chosen == SlotKind::Combined;
    setTitle(slotKindName(chosen));
    setGo(chosen == SlotKind::Recovery ? tr("Make the sheet") : tr("Add"));
    m_about->setText(slotProtects(chosen));
    m_kindPart->hide();
    m_passphrase->setVisible(phrase);
    m_token->setVisible(chosen == SlotKind::Pkcs11);
    m_sheetPart->setVisible(chosen == SlotKind::Recovery);
    m_detailPart->show();
    m_error->clearError();
    backButton()->show();
    if (chosen == SlotKind::Pkcs11)
        m_token->look();
    if (phrase)
        m_passphrase->focus();
    else
        (chosen == SlotKind::Recovery ? static_cast<QWidget*>(m_sheet) : m_label)->setFocus();
    if (isVisible())
        fitHeight();
}

void AddSlotDialog::goOn()
{
    if (m_choosing)
        showDetails();
    else
        ask();
}

// Everything is looked at before the proof is asked for.
void AddSlotDialog::ask()
{
    m_error->clearError();
    service::AddSlot tried;
    switch (kind()) {
    case SlotKind::Passphrase:
    case SlotKind::Combined:
        if (!m_passphrase->passphrase())
            return fitHeight();
        break;
    case SlotKind::Pkcs11:
        if (!m_token->fill(tried))
            return fitHeight();
        break;
    case SlotKind::Recovery:
        if (m_sheet->file().isEmpty()) {
            m_sheet->setWrong(true);
            m_error->setError(tr("Name the file that the sheet goes to."));
            return fitHeight();
        }
        if (!m_sheet->folderExists()) {
            m_sheet->setWrong(true);
            m_error->setError(tr("The folder of this file does not exist."), tr("Choose another one."));
            return fitHeight();
        }
        break;
    case SlotKind::Keychain:
        break;
    }
    ProofDialog::ask(m_context, this, tr("“%1” will open this vault from now on.").arg(slotKindName(kind())), tr("Add"),
                     [this](service::Proof proof) { add(std::move(proof)); });
}

void AddSlotDialog::add(service::Proof proof)
{
    service::AddSlot request;
    request.kind = kind();
    request.label = s(m_label->text().trimmed());
    if (request.kind == SlotKind::Passphrase || request.kind == SlotKind::Combined) {
        request.passphrase = m_passphrase->passphrase();
        request.allowWeak = m_passphrase->allowWeak();
    } else if (request.kind == SlotKind::Pkcs11) {
        m_token->fill(request);
        m_token->forgetPin(); // tried once
    } else if (request.kind == SlotKind::Recovery) {
        request.sheetFile = s(m_sheet->file());
    }
    const QString sheet = request.kind == SlotKind::Recovery ? m_sheet->file() : QString();
    startWork(request.kind == SlotKind::Pkcs11 ? tr("Making a key on the token…") : tr("Adding…"));
    m_context.core.addSlot(this, std::move(request), std::move(proof),
                           [this, sheet](base::Result<service::AddedSlot> result) { finish(result, sheet); });
}

void AddSlotDialog::finish(const base::Result<service::AddedSlot>& result, const QString& sheet)
{
    endWork();
    if (!result && result.error().code == base::ErrorCode::VaultLocked)
        return reject(); // nothing that was typed stays behind a locked vault
    if (!result) {
        const Sentence sentence = describe(result.error());
        m_error->setError(sentence.what, sentence.hint);
        fitHeight();
        return;
    }
    m_passphrase->clear();
    accept();
    Q_EMIT added(result->slot, sheet);
}

} // namespace keystead::ui
