// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/provider_guess.h"

#include "core/model/text_rules.h"
#include "core/transfer/import/text_tools.h"

#include <array>
#include <utility>

namespace keystead::transfer {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// The domain itself and what lies below it.
constexpr std::array<Pair, 24> domains{{
    {"github.com", "github"},
    {"gitlab.com", "gitlab"},
    {"bitbucket.org", "bitbucket"},
    {"gitea.com", "gitea"},
    {"codeberg.org", "codeberg"},
    {"dev.azure.com", "azure-devops"},
    {"visualstudio.com", "azure-devops"},
    {"googleapis.com", "google"},
    {"google.com", "google"},
    {"microsoftonline.com", "microsoft"},
    {"openai.com", "openai"},
    {"anthropic.com", "anthropic"},
    {"slack.com", "slack"},
    {"stripe.com", "stripe"},
    {"npmjs.org", "npm"},
    {"npmjs.com", "npm"},
    {"pypi.org", "pypi"},
    {"docker.io", "docker-hub"},
    {"docker.com", "docker-hub"},
    {"ghcr.io", "github"},
    {"amazonaws.com", "aws"},
    {"digitalocean.com", "digitalocean"},
    {"plaid.com", "plaid"},
    {"atlassian.net", "atlassian"},
}};

constexpr std::array<Pair, 16> tokens{{
    {"ghp_", "github"},
    {"gho_", "github"},
    {"ghu_", "github"},
    {"ghs_", "github"},
    {"github_pat_", "github"},
    {"glpat-", "gitlab"},
    {"sk_live_", "stripe"},
    {"sk_test_", "stripe"},
    {"rk_live_", "stripe"},
    {"xoxb-", "slack"},
    {"xoxp-", "slack"},
    {"sk-ant-", "anthropic"},
    {"sk-proj-", "openai"},
    {"npm_", "npm"},
    {"pypi-", "pypi"},
    {"dop_v1_", "digitalocean"},
}};

} // namespace

std::string providerOfHost(std::string_view address)
{
    std::string host = hostOf(address);
    if (const std::size_t colon = host.rfind(':'); colon != std::string::npos && host.find(']') == std::string::npos)
        host.resize(colon);
    for (const auto& [domain, provider] : domains) {
        if (host == domain ||
            (host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.'))
            return std::string{provider};
    }
    if (host.starts_with("gitlab."))
        return "gitlab";
    if (host.starts_with("github."))
        return "github-enterprise";
    return host.starts_with("gitea.") ? "gitea" : "";
}

std::string providerOfToken(std::string_view secret)
{
    for (const auto& [prefix, provider] : tokens) {
        if (secret.starts_with(prefix))
            return std::string{provider};
    }
    return {};
}

std::string providerWord(std::string_view name)
{
    std::string word;
    for (const char c : model::asciiLower(trimmed(name).substr(0, 80))) {
        if (model::isAlnum(c))
            word += c;
        else if (!word.empty() && word.back() != '-')
            word += '-';
    }
    while (word.ends_with('-'))
        word.pop_back();
    return word;
}

} // namespace keystead::transfer
