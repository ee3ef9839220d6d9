// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/provider_spec.h"

#include "core/model/enum_text.h"

namespace keystead::model {

namespace {

constexpr std::array<EnumText<ClientAuth>, 3> clientAuthTexts{{
    {ClientAuth::None, "none"},
    {ClientAuth::SecretPost, "client_secret_post"},
    {ClientAuth::SecretBasic, "client_secret_basic"},
}};

constexpr std::array<EnumText<LoopbackRule>, 5> loopbackTexts{{
    {LoopbackRule::AnyPort, "any_port"},
    {LoopbackRule::FixedPort, "fixed_port"},
    {LoopbackRule::LocalhostOnly, "localhost_only"},
    {LoopbackRule::HttpsOnly, "https_only"},
    {LoopbackRule::None, "none"},
}};

constexpr std::array<EnumText<Rotation>, 3> rotationTexts{{
    {Rotation::No, "no"},
    {Rotation::Yes, "yes"},
    {Rotation::Rotates, "rotates"},
}};

} // namespace

const AuthMethod* ProviderSpec::method(AuthKind kind) const
{
    for (const AuthMethod& candidate : methods)
        if (candidate.kind == kind)
            return &candidate;
    return nullptr;
}

bool loopbackHttpAllowed(const ProviderSpec& spec, const std::map<std::string, std::string>& parameters)
{
    if (spec.loopbackHttpAllowed)
        return true;
    for (const UrlParameter& parameter : spec.urlParameters) {
        if (parameter.name != loopbackOptIn)
            continue;
        const auto given = parameters.find(parameter.name);
        return (given == parameters.end() ? parameter.defaultValue : given->second) == "yes";
    }
    return false;
}

std::string_view toText(ClientAuth auth)
{
    return textOf(clientAuthTexts, auth);
}

std::string_view toText(LoopbackRule rule)
{
    return textOf(loopbackTexts, rule);
}

std::string_view toText(Rotation rotation)
{
    return textOf(rotationTexts, rotation);
}

std::optional<ClientAuth> clientAuthFromText(std::string_view text)
{
    return valueOf(clientAuthTexts, text);
}

std::optional<LoopbackRule> loopbackRuleFromText(std::string_view text)
{
    return valueOf(loopbackTexts, text);
}

std::optional<Rotation> rotationFromText(std::string_view text)
{
    return valueOf(rotationTexts, text);
}

} // namespace keystead::model
