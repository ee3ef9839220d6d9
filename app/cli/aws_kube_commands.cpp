// SPDX-License-Identifier: GPL-3.0-or-later
// aws-credential-process and kube-exec: the JSON that the two command lines read from a program of their configuration.
// Standard output carries it and nothing else.
#include "app/cli/commands.h"
#include "app/cli/field_source.h"
#include "app/cli/json_secrets.h"
#include "core/base/clock.h"
#include "core/model/url_rules.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

std::string expiryOf(const Json& connection)
{
    return connection.value("expires_at", std::string{});
}

// --- AWS: "Sourcing credentials with an external process", Version 1 ---------------------------------------------

base::Result<JsonSecrets> awsDocument(ConnectionFields& fields, const std::string& name)
{
    KS_ASSIGN(const std::shared_ptr<Json> shown, fields.describe(name));
    const bool basic = shown->value("kind", std::string{}) == "basic";
    KS_ASSIGN(FieldValue id, fields.get(name, basic ? "username" : "access_key_id"));
    KS_ASSIGN(FieldValue key, fields.get(name, basic ? "password" : "secret_access_key"));
    JsonSecrets document;
    document.plain["Version"] = 1;
    document.put({"AccessKeyId"}, std::move(id.value));
    document.put({"SecretAccessKey"}, std::move(key.value));
    KS_ASSIGN(const bool session, fields.hasSecret(name, "session_token"));
    if (session) {
        KS_ASSIGN(FieldValue token, fields.get(name, "session_token"));
        document.put({"SessionToken"}, std::move(token.value));
    }
    if (const std::string expires = expiryOf(*shown); !expires.empty())
        document.plain["Expiration"] = expires;
    return document;
}

// --- Kubernetes: client-go credential plugins -----------------------------------------------------------------------

struct ExecInfo
{
    std::string apiVersion = "client.authentication.k8s.io/v1";
    std::string server; // where provideClusterInfo is set
};

base::Result<ExecInfo> execInfo()
{
    ExecInfo info;
    const char* const text = std::getenv("KUBERNETES_EXEC_INFO");
    if (!text || *text == '\0')
        return info;
    const auto document = base::parseJson(text);
    if (!document || !document->is_object())
        return base::fail(ErrorCode::InvalidArgument, "KUBERNETES_EXEC_INFO is no JSON object");
    const auto textAt = [&document](const char* pointer) {
        const Json::json_pointer place{pointer};
        return document->contains(place) && document->at(place).is_string() ? document->at(place).get<std::string>()
                                                                            : std::string{};
    };
    if (textAt("/kind") != "ExecCredential")
        return base::fail(ErrorCode::InvalidArgument, "KUBERNETES_EXEC_INFO: kind is not ExecCredential");
    info.apiVersion = textAt("/apiVersion");
    if (info.apiVersion != "client.authentication.k8s.io/v1" &&
        info.apiVersion != "client.authentication.k8s.io/v1beta1")
        return base::fail(ErrorCode::Unsupported, "KUBERNETES_EXEC_INFO: apiVersion is neither v1 nor v1beta1");
    info.server = textAt("/spec/cluster/server");
    return info;
}

// SECURITY 12: where both sides say which server they mean, it is the same one.
base::Status checkCluster(const Json& connection, const ExecInfo& info)
{
    const Json parameters = connection.value("parameters", Json::object());
    const auto base = parameters.find("api_base_url");
    if (info.server.empty() || base == parameters.end() || !base->is_string() || base->get<std::string>().empty())
        return base::ok();
    if (model::sameOrigin(base->get<std::string>(), info.server))
        return base::ok();
    return base::fail(ErrorCode::Denied, "the cluster's server is not the connection's api_base_url");
}

base::Result<JsonSecrets> kubeDocument(ConnectionFields& fields, const std::string& name)
{
    KS_ASSIGN(const ExecInfo info, execInfo());
    KS_ASSIGN(const std::shared_ptr<Json> shown, fields.describe(name));
    KS_TRY(checkCluster(*shown, info));
    JsonSecrets document;
    document.plain = {{"apiVersion", info.apiVersion}, {"kind", "ExecCredential"}, {"status", Json::object()}};
    std::string expires = expiryOf(*shown);
    if (shown->value("kind", std::string{}) == "certificate") {
        KS_ASSIGN(const bool encrypted, fields.hasSecret(name, "key_passphrase"));
        if (encrypted)
            return base::fail(ErrorCode::Unsupported, "the private key is encrypted, which this protocol cannot carry");
        KS_ASSIGN(FieldValue certificate, fields.get(name, "certificate"));
        KS_ASSIGN(FieldValue key, fields.get(name, "private_key"));
        document.put({"status", "clientCertificateData"}, std::move(certificate.value));
        document.put({"status", "clientKeyData"}, std::move(key.value));
    } else {
        std::string fresh;
        KS_ASSIGN(FieldValue token, fields.main(name, &fresh));
        if (!fresh.empty())
            expires = fresh;
        document.put({"status", "token"}, std::move(token.value));
    }
    if (!expires.empty())
        document.plain["status"]["expirationTimestamp"] = expires;
    return document;
}

using Maker = base::Result<JsonSecrets> (*)(ConnectionFields&, const std::string&);

int runDocument(Context& context, const char* what, const std::string& connection, Maker make)
{
    ConnectionFields fields(context);
    const auto document = make(fields, connection);
    if (!document)
        return context.fail(what, document.error());
    const base::Secret text = document->write();
    std::fwrite(text.exposeText().data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
    return 0;
}

} // namespace

void addAwsKubeCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto connection = std::make_shared<std::string>();
    const auto add = [&](const char* name, const char* help, Maker make) {
        CLI::App* const command = commands.parser.add_subcommand(name, help);
        command->add_option("connection", *connection, "Its id, NAME or PROFILE/NAME")->required();
        command->callback([&context, &action, connection, name, make] {
            action = [&context, connection, name, make] {
                context.connection = *connection;
                return runDocument(context, name, *connection, make);
            };
        });
    };
    add("aws-credential-process", "Print the JSON that `credential_process` of an AWS configuration reads",
        awsDocument);
    add("kube-exec", "Print the ExecCredential that `users[].user.exec` of a kubeconfig reads", kubeDocument);
}

} // namespace keystead::cli
