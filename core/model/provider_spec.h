// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A service's definition as data. Every deviation from the RFCs is a field here; no provider's name stands in code.
// URLs are templates: "{host}" is replaced by the connection's parameter of that name (expandTemplate).
#include "core/base/result.h"
#include "core/model/kinds.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::model {

struct UrlParameter
{
    std::string name;  // "host"
    std::string label; // "Server"
    std::string help;
    std::string example;         // "gitlab.example.com"
    std::string defaultValue;    // empty: must be given
    std::string format = "host"; // host, identifier, url, text
    bool optional = false;      // may stay empty: a URL template that needs it is then empty too (the step is left out)
    bool allowLoopback = false; // url: http on loopback is accepted where the person opted in (loopbackHttpAllowed())
    std::vector<std::string> choices; // the only values there are; empty: any
    bool operator==(const UrlParameter&) const = default;
};

// A form field of the wizard beside url parameters: public (username, key_id) or secret.
struct FieldSpec
{
    std::string name; // names of model/credential.h for secrets, else a parameter's name
    std::string label;
    std::string help;
    std::string placeholder;
    std::string pattern; // ECMAScript regular expression that a plausible value matches; empty: any
    bool secret = false;
    bool required = true;
    bool multiline = false;
    bool operator==(const FieldSpec&) const = default;
};

enum class ClientAuth {
    None,
    SecretPost,
    SecretBasic
}; // RFC 6749 section 2.3.1; texts none, client_secret_post, client_secret_basic
enum class LoopbackRule { AnyPort, FixedPort, LocalhostOnly, HttpsOnly, None };
enum class Rotation { No, Yes, Rotates }; // refresh_token: no, yes (kept), rotates

struct RevokeSpec
{
    std::string url; // template, may hold {client_id}; empty: not possible
    std::string method = "POST";
    std::string auth = "client";             // client (as at the token endpoint), client_basic, bearer, none
    std::string format = "rfc7009";          // rfc7009, json, none
    std::map<std::string, std::string> body; // for json: values may hold {access_token}, {refresh_token}, {client_id}
    std::string prefer = "refresh";          // which token RFC 7009 gets first: refresh or access
    std::string manageUrl;                   // page to open where there is no endpoint
    bool operator==(const RevokeSpec&) const = default;
};

struct OAuthSpec
{
    std::string issuer;         // exact; empty: no discovery
    std::string issuerTemplate; // issuer as multi-tenant metadata states it, "https://login.example/{tenantid}/v2.0";
                                // then `iss` must fit it
    std::string discoveryUrl;   // template; empty: derived from issuer or none
    std::string authorizationUrl;
    std::string tokenUrl;
    std::string deviceAuthorizationUrl;
    std::string userinfoUrl;
    std::string jwksUrl;
    std::string refreshUrl; // where it differs from tokenUrl
    RevokeSpec revoke;
    std::optional<bool> supportsPkce; // unknown: S256 is sent all the same; false: not sent
    bool publicClientOk = false;
    std::string clientSecretForPublic; // "", required_non_confidential, must_omit
    ClientAuth clientAuth = ClientAuth::SecretPost;
    std::string scopeSeparator = " ";
    std::string scopeResponseSeparator; // empty: as scopeSeparator, white space also splits
    std::string scopeParam = "scope";
    std::string scopeResponsePointer = "/scope";
    std::vector<std::string> defaultScopes;
    std::map<std::string, std::string> extraAuthorizationParams;
    std::map<std::string, std::string> tokenRequestParams;
    std::map<std::string, std::string> tokenRequestHeaders;
    std::string tokenRequestFormat = "form"; // form, json
    bool tokenErrorOn200 = false;
    std::vector<std::string> invalidGrantErrors; // error codes that mean invalid_grant here, "bad_refresh_token"
    std::vector<std::string> bearerTokenTypes;   // token_type values besides "bearer" that are used as one, "user"
    std::string tokenErrorPointer = "/error";
    std::string okPointer; // e.g. "/ok": false there is an error whatever the status
    // JSON pointers to try in order
    std::vector<std::string> accessTokenPaths{"/access_token"};
    std::vector<std::string> refreshTokenPaths{"/refresh_token"};
    std::vector<std::string> expiresInPaths{"/expires_in"};
    std::string refreshExpiryPointer;                        // seconds
    std::map<std::string, std::string> tokenCapture;         // name -> pointer, public values
    std::optional<std::chrono::seconds> accessTokenLifetime; // fallback where the answer is silent
    Rotation rotation = Rotation::Yes;
    bool scopeOnRefresh = false;
    LoopbackRule loopback = LoopbackRule::AnyPort;
    std::string redirectHost = "127.0.0.1"; // or localhost
    std::string redirectPath = "/callback";
    std::vector<int> redirectPorts; // empty: ephemeral
    std::string responseMode;       // "", query, form_post
    bool expectIss = false;         // RFC 9207 iss is required in the redirect
    bool openid = false;            // id_token is expected and verified
    std::string accountHintParam = "login_hint";
    bool operator==(const OAuthSpec&) const = default;
};

// How the credential is put on an API request.
struct ApiAuth
{
    std::string in = "header";          // header, query, basic
    std::string name = "Authorization"; // header or query parameter
    std::string prefix = "Bearer ";
    std::string usernameTemplate; // basic: "{username}", "{api_key}", "api"
    std::string passwordTemplate; // basic: "{password}", "", "{api_key}"
    bool operator==(const ApiAuth&) const = default;
};

// The request that proves a connection works.
struct TestRequest
{
    std::string method = "GET";
    std::string url; // template
    std::map<std::string, std::string> headers;
    std::string body;
    std::string contentType;
    std::string accountPointer; // JSON pointer that names the account; empty: none
    std::string okPointer;      // Slack-like: false there is a failure despite 200
    std::string scopesHeader;   // response header that lists granted scopes
    bool operator==(const TestRequest&) const = default;
};

struct RateLimitSpec
{
    std::string limitHeader;
    std::string remainingHeader;
    std::string resetHeader;
    std::string resetUnit = "epoch_s"; // epoch_s, seconds, epoch_ms, duration, rfc3339
    std::vector<int> statuses{429};
    bool operator==(const RateLimitSpec&) const = default;
};

// RFC 7523 assertions and self-signed bearer tokens for kind jwt.
struct JwtSpec
{
    bool exchange = true; // true: assertion at the token endpoint; false: the JWT is the bearer token
    std::string audience; // template; empty: the token URL
    std::string issuer;   // template, e.g. "{client_id}"
    std::string subject;  // template; empty: as issuer
    std::chrono::seconds lifetime{300};
    std::map<std::string, std::string> claims; // templates
    std::vector<std::string> algorithms{"RS256", "ES256", "EdDSA"};
    bool operator==(const JwtSpec&) const = default;
};

// How programs that ask by a server's address (git, docker) sign in at this provider's servers with a connection's main
// secret as the password.
struct ServerLogin
{
    std::vector<std::string> urls; // templates: "https://{host}"; with a path it serves only what lies below
    std::string username;          // template, may hold {account}; empty: the connection's own user name or account
    std::map<std::string, std::string> usernames; // by kind ("oauth2"), where it differs; templates
    std::map<std::string, std::string> authTypes; // by kind: the HTTP scheme for the secret alone ("Bearer"), where the
                                                  // asking program can do without a user name
    bool operator==(const ServerLogin&) const = default;
};

// One way to sign in at this provider.
struct AuthMethod
{
    AuthKind kind = AuthKind::ApiKey;
    std::string label;    // "Personal access token"
    std::string help;     // one sentence: when to choose it, where to get it
    std::string setupUrl; // page where one makes the key or registers the app
    std::vector<FieldSpec> fields;
    std::optional<ApiAuth> apiAuth; // overrides the provider's
    bool operator==(const AuthMethod&) const = default;
};

struct ProviderSpec
{
    int schemaVersion = 1;
    std::string id; // [a-z0-9-]{1,40}
    std::string displayName;
    std::string category; // git, bank, cloud, identity, productivity, commerce, developer, mail, generic, practice
    std::string icon;     // file stem under resources/icons/providers; empty: a letter tile
    std::string docsUrl;
    bool userDefined = false;
    bool loopbackHttpAllowed = false; // set by the registry for user-defined and practice providers only
    std::vector<AuthMethod> methods;  // in order of recommendation
    std::vector<UrlParameter> urlParameters;
    std::optional<OAuthSpec> oauth;
    std::optional<JwtSpec> jwt;
    ApiAuth apiAuth;
    std::map<std::string, std::string> apiHeaders; // sent with each API request
    std::string apiBaseUrl;                        // template
    std::optional<TestRequest> test;
    RateLimitSpec rateLimit;
    std::optional<ServerLogin> git;
    std::optional<ServerLogin> docker;
    std::vector<std::string> notes; // quirks worth telling a person, plain text
    bool operator==(const ProviderSpec&) const = default;

    const AuthMethod* method(AuthKind kind) const;
};

// The public parameter by which a person lets a generic provider talk http to a loopback address ("yes"; default "no").
inline constexpr std::string_view loopbackOptIn = "allow_loopback_http";
// True where plain http to loopback is acceptable for this connection: a user-defined or practice provider, or a
// provider that declares `allow_loopback_http` and has it set to "yes".
bool loopbackHttpAllowed(const ProviderSpec& spec, const std::map<std::string, std::string>& parameters);

// Replaces {name} by parameters.at(name), or by the UrlParameter's default. Errors: InvalidArgument naming the
// parameter that is missing. A value is checked against its parameter's format first, so that it cannot change scheme,
// authority or path. In a URL template (it begins with "http" or with a {url parameter}) values of text format and of
// public fields are percent-encoded, and the result is checked as a whole: https (or allowed loopback http), no
// userinfo, no fragment. An optional parameter left empty gives "" for the whole URL template, and nothing at its place
// in other templates. A "/" at the end of a url value and one after its placeholder become one.
base::Result<std::string> expandTemplate(std::string_view text, const ProviderSpec& spec,
                                         const std::map<std::string, std::string>& parameters);

std::string_view toText(ClientAuth auth);
std::string_view toText(LoopbackRule rule);
std::string_view toText(Rotation rotation);
std::optional<ClientAuth> clientAuthFromText(std::string_view text);
std::optional<LoopbackRule> loopbackRuleFromText(std::string_view text);
std::optional<Rotation> rotationFromText(std::string_view text);

} // namespace keystead::model
