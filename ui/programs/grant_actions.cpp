// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/grant_actions.h"

#include "ui/access_port.h"
#include "ui/app_context.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/programs/allow_dialog.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"

#include <QWidget>

namespace keystead::ui {

struct GrantActions::Run
{
    std::vector<model::Grant> all;
    std::size_t next = 0;
    std::vector<model::Grant> done;
    service::Proof proof;
};

namespace {

service::Proof copyOf(const service::Proof& proof)
{
    service::Proof copy;
    copy.confirmed = proof.confirmed;
    if (proof.passphrase)
        copy.passphrase = proof.passphrase->clone();
    return copy;
}

// The same right once more; nothing where its time is over.
std::optional<service::AddGrant> again(const model::Grant& grant, base::WallTime now)
{
    if (isOver(grant, now))
        return std::nullopt;
    service::AddGrant request;
    request.program = grant.program.executable;
    request.script = grant.program.script; // by that interpreter, whatever the script's first line names by now
    request.connection = grant.connection.text;
    request.token = grant.token;
    request.fields = grant.fields;
    request.request = grant.request;
    request.term = grant.term;
    if (grant.expiresAt)
        request.lifetime = std::chrono::ceil<std::chrono::seconds>(*grant.expiresAt - now);
    request.rate = grant.rate;
    request.reason = grant.reason;
    return request;
}

} // namespace

GrantActions::GrantActions(const AppContext& context, const ConnectionModel& connections, QWidget* window)
    : QObject(window), m_context(context), m_connections(connections), m_window(window)
{
}

QString GrantActions::nameOf(const base::ConnectionId& id) const
{
    const model::Connection* connection = m_connections.find(id);
    return connection ? q(connection->name, 100) : QString::fromStdString(id.text);
}

void GrantActions::revoke(std::vector<model::Grant> grants)
{
    if (grants.empty())
        return;
    auto run = std::make_shared<Run>();
    run->all = std::move(grants);
    revokeNext(std::move(run));
}

void GrantActions::revokeNext(std::shared_ptr<Run> run)
{
    if (run->next == run->all.size()) {
        if (run->done.empty())
            return;
        const model::Grant& first = run->done.front();
        Q_EMIT undoable(tr("“%1” may no longer use “%2”.").arg(programName(first.program), nameOf(first.connection)),
                        [this, grants = run->done] { giveBack(grants); });
        return;
    }
    const model::Grant grant = run->all[run->next++];
    m_context.core.access().removeGrant(this, grant.id, [this, run, grant](base::Result<void> result) {
        // One that is gone already needs no taking away.
        if (result)
            run->done.push_back(grant);
        else if (result.error().code != base::ErrorCode::NotFound)
            Q_EMIT failed(tr("“%1” keeps its access to “%2”").arg(programName(grant.program), nameOf(grant.connection)),
                          result.error());
        revokeNext(run);
    });
}

void GrantActions::giveBack(std::vector<model::Grant> grants)
{
    if (grants.empty())
        return;
    const model::Grant first = grants.front();
    ProofDialog::ask(m_context, m_window,
                     tr("“%1” gets its access to “%2” back: %3. What the file holds now is what counts from then on.")
                         .arg(programName(first.program), nameOf(first.connection), rightsText(grants)),
                     tr("Give back"), [this, grants](service::Proof proof) {
                         auto run = std::make_shared<Run>();
                         run->all = grants;
                         run->proof = std::move(proof);
                         giveNext(run);
                     });
}

void GrantActions::giveNext(std::shared_ptr<Run> run)
{
    if (run->next == run->all.size()) {
        if (!run->done.empty())
            Q_EMIT message(tr("“%1” may use “%2” again.")
                               .arg(programName(run->done.front().program), nameOf(run->done.front().connection)));
        return;
    }
    const model::Grant grant = run->all[run->next++];
    const auto request = again(grant, m_context.clock.now());
    if (!request) {
        giveNext(run);
        return;
    }
    m_context.core.access().addGrant(
        this, *request, copyOf(run->proof), [this, run, grant](base::Result<model::Grant> result) {
            if (!result) {
                Q_EMIT failed(tr("“%1” did not get its access back").arg(programName(grant.program)), result.error());
                return;
            }
            run->done.push_back(*result);
            giveNext(run);
        });
}

AllowDialog* GrantActions::allow(const base::ConnectionId& connection, const QString& program)
{
    auto* dialog = new AllowDialog(m_context, m_connections.all(), m_window);
    dialog->setConnection(connection);
    if (!program.isEmpty())
        dialog->setProgram(program);
    connect(dialog, &AllowDialog::allowed, this, [this](const model::Grant& grant) {
        Q_EMIT message(tr("“%1” may use “%2” now.").arg(programName(grant.program), nameOf(grant.connection)));
    });
    dialog->open();
    return dialog;
}

} // namespace keystead::ui
