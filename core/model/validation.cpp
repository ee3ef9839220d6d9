// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/validation.h"

#include "core/model/text_rules.h"
#include "core/model/url_rules.h"

#include <algorithm>
#include <set>

namespace keystead::model {

namespace {

constexpr std::size_t maxTags = 20;
constexpr std::size_t maxTag = 40;
constexpr std::size_t maxNotes = 10'000;
constexpr std::size_t maxScopes = 100;
constexpr std::size_t maxAccount = 200;
constexpr std::size_t maxClientId = 512;
constexpr std::size_t maxSecret = 64 * 1024;

bool contains(const std::vector<std::string_view>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Validator
{
public:
    Validator(const ConnectionDraft& draft, const ProviderSpec& provider, const Credential& credential)
        : m_draft(draft), m_provider(provider), m_credential(credential), m_method(provider.method(draft.kind))
    {
    }

    std::vector<Problem> run()
    {
        take(validateName(m_draft.name));
        checkProvider();
        checkParameters();
        checkFields();
        checkSecrets();
        checkPem();
        checkClient();
        checkScopes();
        checkTags();
        checkTexts();
        return std::move(m_problems);
    }

private:
    void add(std::string field, std::string message, std::string fix)
    {
        m_problems.push_back({std::move(field), std::move(message), std::move(fix)});
    }

    void take(std::optional<Problem> problem)
    {
        if (problem)
            m_problems.push_back(*std::move(problem));
    }

    std::string given(const std::string& name) const
    {
        const auto found = m_draft.parameters.find(name);
        return found == m_draft.parameters.end() ? std::string{} : found->second;
    }

    bool hasSecret(std::string_view name) const
    {
        const base::Secret* secret = m_credential.find(name);
        return secret && !secret->empty();
    }

    bool isDeclaredField(std::string_view name, bool secret) const
    {
        return m_method && std::any_of(m_method->fields.begin(), m_method->fields.end(), [&](const FieldSpec& field) {
                   return field.name == name && field.secret == secret;
               });
    }

    bool isUrlParameter(std::string_view name) const
    {
        return std::any_of(m_provider.urlParameters.begin(), m_provider.urlParameters.end(),
                           [&](const UrlParameter& parameter) { return parameter.name == name; });
    }

    void checkProvider()
    {
        if (m_draft.providerId != m_provider.id)
            add("provider", "is not the provider that was looked up", "Choose a provider from the list.");
        if (m_method)
            return;
        std::string kinds;
        for (const AuthMethod& method : m_provider.methods)
            kinds += (kinds.empty() ? "" : ", ") + std::string{toText(method.kind)};
        add("kind", "is not offered by " + m_provider.displayName, "Use one of: " + kinds + ".");
    }

    void checkParameters()
    {
        const bool optIn = loopbackHttpAllowed(m_provider, m_draft.parameters);
        for (const UrlParameter& parameter : m_provider.urlParameters) {
            const bool loopback = m_provider.loopbackHttpAllowed || (optIn && parameter.allowLoopback);
            take(validateParameter(parameter, given(parameter.name), loopback));
        }
        for (const auto& [name, value] : m_draft.parameters) {
            if (isUrlParameter(name) || isDeclaredField(name, false))
                continue;
            // Callers may pass the client's id as a parameter too: templates then find it.
            if (usesClient() && name == "client_id" && value == m_draft.clientId)
                continue;
            if (m_draft.kind != AuthKind::Custom)
                add("parameters." + name, "is not known to " + m_provider.displayName, "Remove it.");
            else
                checkCustomName("parameters." + name, name);
            if (const auto problem = textProblem(value, 1000))
                add("parameters." + name, *problem, "Use plain text of at most 1000 characters.");
        }
        checkTestOrigin();
    }

    // SECURITY 12: the test request carries the credential, so it may go only where the credential belongs.
    void checkTestOrigin()
    {
        const std::string base = given("api_base_url");
        const std::string test = given("test_url");
        if (base.empty() || test.empty() || !splitUrl(base) || !splitUrl(test) || sameOrigin(base, test))
            return;
        add("parameters.test_url", "is at another server than api_base_url",
            "Use an address with the same scheme, host and port as api_base_url.");
    }

    void checkFields()
    {
        if (!m_method)
            return;
        for (const FieldSpec& field : m_method->fields) {
            if (isClientField(field) || isPemField(field.name))
                continue;
            if (!field.secret) {
                if (!isUrlParameter(field.name))
                    take(validateField(field, given(field.name)));
                continue;
            }
            const base::Secret* secret = m_credential.find(field.name);
            take(validateField(field, secret ? secret->exposeText() : std::string_view{}));
        }
    }

    // The client's id and secret are an entity of their own: checkClient judges them.
    bool isClientField(const FieldSpec& field) const
    {
        return usesClient() && (field.name == field::clientSecret || field.name == "client_id");
    }

    static bool isPemField(std::string_view name) { return name == field::privateKey || name == field::certificate; }

    void checkSecrets()
    {
        if (m_credential.kind != m_draft.kind)
            add("secret", "belongs to another kind of sign-in", "Fill in the secret fields again.");
        const auto required = requiredFields(m_draft.kind);
        const auto optional = optionalFields(m_draft.kind);
        for (const std::string_view name : required) {
            if (hasSecret(name) || isDeclaredField(name, true) || isPemField(name) || name == field::clientSecret)
                continue;
            add("secret." + std::string{name}, "is empty", "Give the secret itself.");
        }
        for (const auto& [name, secret] : m_credential.fields) {
            if (secret.size() > maxSecret)
                add("secret." + name, "is larger than 64 KiB", "Check that the right text was pasted.");
            if (contains(required, name) || contains(optional, name) || isDeclaredField(name, true))
                continue;
            if (m_draft.kind == AuthKind::Custom)
                checkCustomName("secret." + name, name);
            else
                add("secret." + name, "is not a field of this kind", "Remove it.");
        }
        const bool anySecret = std::any_of(m_credential.fields.begin(), m_credential.fields.end(),
                                           [](const auto& entry) { return !entry.second.empty(); });
        if (m_draft.kind == AuthKind::Custom && !anySecret)
            add("secret", "has no field", "Give at least one secret field, for example --secret secret.");
    }

    void checkCustomName(const std::string& field, std::string_view name)
    {
        if (!isFieldName(name))
            add(field, "is not a usable field name", "Use 1 to 40 characters: a-z, 0-9 and underscore.");
    }

    void checkPem()
    {
        const auto check = [this](std::string_view name, std::string_view label) {
            const bool wanted = contains(requiredFields(m_draft.kind), name);
            if (!wanted && !hasSecret(name))
                return;
            const base::Secret* secret = m_credential.find(name);
            static const base::Secret nothing;
            take(validatePem(name, secret ? *secret : nothing, label));
        };
        check(field::privateKey, "PRIVATE KEY");
        check(field::certificate, "CERTIFICATE");
        const base::Secret* key = m_credential.find(field::privateKey);
        if (!key || hasSecret(field::keyPassphrase))
            return;
        const std::string_view text = key->exposeText();
        if (text.find("BEGIN ENCRYPTED PRIVATE KEY") != std::string_view::npos ||
            text.find("Proc-Type: 4,ENCRYPTED") != std::string_view::npos)
            add("secret.key_passphrase", "is empty", "The private key is encrypted: give its passphrase.");
    }

    bool usesClient() const { return m_draft.kind == AuthKind::OAuth2 || m_draft.kind == AuthKind::ClientCredentials; }

    void checkClient()
    {
        if (!usesClient()) {
            const bool isParameter = isUrlParameter("client_id") || isDeclaredField("client_id", false);
            if (m_draft.oauthClient || (!m_draft.clientId.empty() && !isParameter))
                add("client_id", "is not used by this kind of sign-in", "Remove the OAuth client.");
            return;
        }
        if (!m_provider.oauth)
            add("kind", "needs OAuth endpoints, which " + m_provider.displayName + " does not define",
                "Choose another way to sign in.");
        if (m_draft.oauthClient) {
            if (!m_draft.clientId.empty() || hasSecret(field::clientSecret))
                add("client_id", "is given beside an existing OAuth client", "Use one or the other.");
            return;
        }
        checkNewClient();
    }

    void checkNewClient()
    {
        const std::string& id = m_draft.clientId;
        const bool visible = std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
        if (id.empty())
            add("client_id", "is empty", "Register an application at the provider and give its client id.");
        else if (!visible || id.size() > maxClientId || id.front() == ' ' || id.back() == ' ') // RFC 6749 appendix A.1
            add("client_id", "holds characters that it cannot have", "Copy the client id again, without spaces.");
        else
            checkPlausible("client_id", "client_id", id);
        if (const auto problem = textProblem(m_draft.clientLabel, maxAccount))
            add("client_label", *problem, "Use plain text of at most 200 characters.");
        if (!hasSecret(field::clientSecret) && secretIsNeeded())
            add("secret.client_secret", "is empty", "Give the client secret that belongs to the client id.");
        else if (hasSecret(field::clientSecret))
            checkPlausible("secret.client_secret", field::clientSecret,
                           m_credential.find(field::clientSecret)->exposeText());
    }

    // The client's id and secret against the patterns of the method's fields.
    void checkPlausible(const std::string& path, std::string_view name, std::string_view value)
    {
        if (!m_method)
            return;
        for (const FieldSpec& field : m_method->fields) {
            if (field.name != name)
                continue;
            if (auto problem = validateField(field, value))
                add(path, problem->message, problem->fix);
        }
    }

    bool secretIsNeeded() const
    {
        if (m_draft.kind == AuthKind::ClientCredentials)
            return true;
        return m_provider.oauth && !m_provider.oauth->publicClientOk &&
               m_provider.oauth->clientAuth != ClientAuth::None;
    }

    void checkScopes()
    {
        if (m_draft.scopes.size() > maxScopes)
            add("scopes", "are more than 100", "Ask only for the scopes that are needed.");
        std::set<std::string_view> seen;
        for (const std::string& scope : m_draft.scopes) {
            if (!isScopeToken(scope))
                add("scopes", "holds one with characters that a scope cannot have",
                    "Write each scope without spaces, quotes and backslashes.");
            else if (!seen.insert(scope).second)
                add("scopes", "holds " + scope + " twice", "Leave it in once.");
        }
    }

    void checkTags()
    {
        if (m_draft.tags.size() > maxTags)
            add("tags", "are more than 20", "Remove some.");
        std::set<std::string_view> seen;
        for (const std::string& tag : m_draft.tags) {
            if (tag.empty() || tag.front() == ' ' || tag.back() == ' ')
                add("tags", "holds one that is empty or has a space at its edge", "Remove it or the space.");
            else if (const auto problem = textProblem(tag, maxTag))
                add("tags", "holds one that " + *problem, "Use 1 to 40 characters a tag.");
            else if (!seen.insert(tag).second)
                add("tags", "holds " + tag + " twice", "Leave it in once.");
        }
    }

    void checkTexts()
    {
        if (const auto problem = textProblem(m_draft.notes, maxNotes, LineBreaks::Allowed))
            add("notes", *problem, "Use plain text of at most 10000 characters.");
        if (const auto problem = textProblem(m_draft.account, maxAccount))
            add("account", *problem, "Use plain text of at most 200 characters.");
    }

    const ConnectionDraft& m_draft;
    const ProviderSpec& m_provider;
    const Credential& m_credential;
    const AuthMethod* m_method;
    std::vector<Problem> m_problems;
};

} // namespace

std::vector<Problem> validate(const ConnectionDraft& draft, const ProviderSpec& provider, const Credential& credential)
{
    return Validator(draft, provider, credential).run();
}

} // namespace keystead::model
