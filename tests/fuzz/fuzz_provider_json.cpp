// SPDX-License-Identifier: GPL-3.0-or-later
// A descriptor from a stranger: parsing never crashes, what is accepted writes back to the same, and no template of it,
// with values from the same stranger, leads anywhere but to https or, since it is user-defined, to http on loopback.
#include "core/model/url_rules.h"
#include "core/providers/spec_parser.h"

#include <cstdint>
#include <cstdlib>

using namespace keystead;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void expandAll(const model::ProviderSpec& spec, std::string_view hostile)
{
    std::map<std::string, std::string> parameters{{"client_id", std::string{hostile.substr(0, 100)}}};
    for (const model::UrlParameter& parameter : spec.urlParameters)
        parameters[parameter.name] = std::string{hostile.substr(0, 100)};
    std::vector<std::string> templates{spec.apiBaseUrl};
    if (spec.test)
        templates.push_back(spec.test->url);
    if (spec.oauth)
        templates.insert(templates.end(), {spec.oauth->tokenUrl, spec.oauth->authorizationUrl, spec.oauth->revoke.url});
    for (const std::string& text : templates) {
        const auto url = expandTemplate(text, spec, parameters);
        require(!url || url->empty() || !model::urlProblem(*url, true));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    const auto spec = providers::parseSpec(input, providers::SpecSource::UserDefined);
    if (!spec)
        return 0;
    const auto again = providers::parseSpec(providers::specToJson(*spec), providers::SpecSource::UserDefined);
    require(again && *again == *spec);
    expandAll(*spec, input);
    return 0;
}
