// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_actions.h"

#include "core/model/credential.h"
#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/edit_dialog.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/core_port.h"
#include "ui/programs/use_list.h"
#include "ui/signin/sign_in_dialog.h"
#include "ui/text.h"

#include <QWidget>

namespace keystead::ui {

namespace {

QString idOf(const model::Connection& connection)
{
    return QString::fromStdString(connection.id.text);
}

QString nameOf(const model::Connection& connection)
{
    return q(connection.name, 100);
}

} // namespace

ConnectionActions::ConnectionActions(const AppContext& context, const Catalog& catalog, ProgramCensus& census,
                                     QWidget* window)
    : QObject(window), m_context(context), m_catalog(catalog), m_census(census), m_window(window)
{
}

void ConnectionActions::test(const model::Connection& connection)
{
    Q_EMIT busy(idOf(connection), tr("Asking the service…"));
    m_context.core.test(this, connection.id, [this, connection](base::Result<model::TestReport> report) {
        Q_EMIT busy(idOf(connection), {});
        if (report)
            Q_EMIT tested(idOf(connection), *report);
        else
            Q_EMIT failed(idOf(connection), tr("“%1” could not be tested").arg(nameOf(connection)), report.error());
    });
}

void ConnectionActions::refresh(const model::Connection& connection)
{
    Q_EMIT busy(idOf(connection), tr("Fetching a fresh token…"));
    m_context.core.refresh(this, connection.id, [this, connection](base::Result<model::Connection> result) {
        Q_EMIT busy(idOf(connection), {});
        if (result)
            Q_EMIT message(idOf(connection), tr("“%1” is fresh again.").arg(nameOf(connection)));
        else
            Q_EMIT refreshFailed(idOf(connection), tr("“%1” could not be refreshed").arg(nameOf(connection)),
                                 result.error());
    });
}

void ConnectionActions::signIn(const model::Connection& connection)
{
    auto* dialog = new SignInDialog(m_context, connection, m_catalog.providerName(connection.providerId), m_window);
    connect(dialog, &SignInDialog::signedIn, this,
            [this, connection] { Q_EMIT message(idOf(connection), tr("Signed in to “%1”.").arg(nameOf(connection))); });
    dialog->open();
}

void ConnectionActions::edit(const model::Connection& connection)
{
    auto* dialog = new EditDialog(m_context, m_catalog, connection, m_window);
    connect(dialog, &EditDialog::saved, this, [this, connection](const QString& name) {
        Q_EMIT message(idOf(connection), tr("“%1” was saved.").arg(name));
    });
    dialog->open();
}

void ConnectionActions::pause(const model::Connection& connection)
{
    m_context.core.pause(this, connection.id, [this, connection](base::Result<model::Connection> result) {
        if (result)
            Q_EMIT undoable(idOf(connection),
                            tr("“%1” is paused: it lends nothing until you resume it.").arg(nameOf(connection)),
                            [this, connection] { resume(connection); });
        else
            Q_EMIT failed(idOf(connection), tr("“%1” could not be paused").arg(nameOf(connection)), result.error());
    });
}

void ConnectionActions::resume(const model::Connection& connection)
{
    m_context.core.resume(this, connection.id, [this, connection](base::Result<model::Connection> result) {
        if (result)
            Q_EMIT message(idOf(connection), tr("“%1” works again.").arg(nameOf(connection)));
        else
            Q_EMIT failed(idOf(connection), tr("“%1” could not be resumed").arg(nameOf(connection)), result.error());
    });
}

void ConnectionActions::useHere(const model::Connection& connection)
{
    const QString name = nameOf(connection);
    askBefore(
        m_window, tr("Use “%1” here again?").arg(name),
        tr("It came out of a backup. If another computer goes on using this sign-in, both renew it and the service "
           "may end it for both. Signing in again is always safe."),
        tr("No other computer uses it"), false, [this, connection, name] {
            m_context.core.confirm(
                this, connection.id, [this, connection, name](base::Result<model::Connection> result) {
                    if (result)
                        Q_EMIT message(idOf(connection), tr("“%1” is kept fresh here again.").arg(name));
                    else
                        Q_EMIT failed(idOf(connection), tr("“%1” still waits").arg(name), result.error());
                });
        });
}

bool ConnectionActions::canRevoke(const model::Connection& connection) const
{
    const model::ProviderSpec* spec = m_catalog.provider(connection.providerId);
    if (connection.kind != model::AuthKind::OAuth2 || !spec || !spec->oauth)
        return false;
    // With an issuer the service's own metadata names the address (RFC 8414 revocation_endpoint); whether it does is
    // known only when it is asked.
    const model::OAuthSpec& oauth = *spec->oauth;
    return !oauth.revoke.url.empty() || !oauth.issuer.empty() || !oauth.discoveryUrl.empty();
}

void ConnectionActions::revoke(const model::Connection& connection)
{
    const QString provider = m_catalog.providerName(connection.providerId);
    askBefore(
        m_window, tr("End the tokens of “%1”?").arg(nameOf(connection)),
        tr("The service (%1) is asked to end them at once. Programs that use them stop working. The connection stays "
           "here; "
           "signing in again brings it back.")
            .arg(provider),
        tr("End tokens"), true,
        [this, connection] {
            m_context.core.revoke(
                this, connection.id, [this, connection](base::Result<service::RemovedConnection> result) {
                    if (result && result->remote == service::RemovedConnection::Remote::Revoked)
                        Q_EMIT message(idOf(connection), tr("The tokens of “%1” are ended.").arg(nameOf(connection)));
                    else
                        Q_EMIT failed(idOf(connection), tr("The tokens of “%1” may still work").arg(nameOf(connection)),
                                      result ? result->remoteError.value_or(base::Error{base::ErrorCode::Unsupported})
                                             : result.error());
                });
        },
        new UseList(m_context, m_census, connection.id));
}

void ConnectionActions::remove(const model::Connection& connection)
{
    auto* dialog = new RemoveDialog(
        connection, m_catalog.providerName(connection.providerId), canRevoke(connection),
        new UseList(m_context, m_census, connection.id),
        [this, connection](service::RemoveConnection request) {
            m_context.core.remove(this, request, [this, connection](base::Result<service::RemovedConnection> result) {
                if (result)
                    finishRemoval(connection, *result);
                else
                    Q_EMIT failed(idOf(connection), tr("“%1” could not be removed").arg(nameOf(connection)),
                                  result.error());
            });
        },
        m_window);
    dialog->open();
}

void ConnectionActions::finishRemoval(const model::Connection& connection, const service::RemovedConnection& removed)
{
    using Remote = service::RemovedConnection::Remote;
    if (!removed.removed) {
        const QString why = removed.remoteError ? oneLine(*removed.remoteError) : QString();
        askBefore(m_window, tr("The service did not confirm"),
                  tr("The tokens of “%1” may still work, so it was kept. %2").arg(nameOf(connection), why),
                  tr("Remove anyway"), true, [this, connection] {
                      service::RemoveConnection request;
                      request.id = connection.id;
                      request.revokeRemotely = false;
                      m_context.core.remove(
                          this, request, [this, connection](base::Result<service::RemovedConnection> result) {
                              if (result)
                                  finishRemoval(connection, *result);
                              else
                                  Q_EMIT failed(idOf(connection),
                                                tr("“%1” could not be removed").arg(nameOf(connection)),
                                                result.error());
                          });
                  });
        return;
    }
    if (removed.remote == Remote::Revoked)
        Q_EMIT message(idOf(connection), tr("“%1” was removed and its tokens are ended.").arg(nameOf(connection)));
    else
        Q_EMIT undoable(
            idOf(connection),
            tr("“%1” was removed from this vault. Its tokens were not ended at the service.").arg(nameOf(connection)),
            [this, connection] { undo(connection); });
}

void ConnectionActions::undo(const model::Connection& connection)
{
    m_context.core.undoRemove(this, connection.id, [this, connection](base::Result<model::Connection> result) {
        if (result)
            Q_EMIT message(idOf(connection), tr("“%1” is back.").arg(nameOf(connection)));
        else
            Q_EMIT failed(idOf(connection), tr("“%1” could not be brought back").arg(nameOf(connection)),
                          result.error());
    });
}

void ConnectionActions::askSecret(const model::Connection& connection, const QString& field, const QString& what,
                                  const QString& action, std::function<void(base::Secret)> use)
{
    ProofDialog::ask(
        m_context, m_window, what, action, [this, connection, field, use = std::move(use)](service::Proof proof) {
            m_context.core.reveal(this, connection.id, s(field), std::move(proof),
                                  [this, connection, use](base::Result<base::Secret> secret) {
                                      if (secret)
                                          use(std::move(*secret));
                                      else
                                          Q_EMIT failed(idOf(connection),
                                                        tr("The secret of “%1” stays hidden").arg(nameOf(connection)),
                                                        secret.error());
                                  });
        });
}

void ConnectionActions::reveal(const model::Connection& connection, const QString& field)
{
    askSecret(connection, field,
              tr("%1 of “%2” is shown for 30 seconds. This is written to the audit trail.")
                  .arg(fieldName(s(field)), nameOf(connection)),
              tr("Reveal"), [this, connection, field](base::Secret secret) {
                  Q_EMIT revealed(idOf(connection), field, std::make_shared<base::Secret>(std::move(secret)));
              });
}

void ConnectionActions::copy(const model::Connection& connection, const QString& field)
{
    const QString which = field.isEmpty() ? QString::fromLatin1(model::mainField(connection.kind)) : field;
    askSecret(connection, which,
              tr("%1 of “%2” is copied to the clipboard and cleared after a while. Programs on this desktop can read "
                 "it until then.")
                  .arg(fieldName(s(which)), nameOf(connection)),
              tr("Copy"), [this, connection, which](base::Secret secret) {
                  m_context.clipboard.copySecret(secret);
                  Q_EMIT message(idOf(connection), tr("%1 copied. The clipboard is cleared in %2 seconds.")
                                                       .arg(fieldName(s(which)))
                                                       .arg(m_context.clipboard.clearAfterSeconds()));
              });
}

} // namespace keystead::ui
