// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// All the providers this program knows: the catalogue that is built in, the person's own files and the practice
// provider. It refuses a provider whose id or display name is already taken by a built-in one. Not thread-safe: it
// lives on the core thread; copies of specs cross threads, not pointers.
#include "core/base/result.h"
#include "core/model/provider_spec.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::providers {

class Registry
{
public:
    // Parses the embedded catalogue (resources/providers/*.json; each file was checked by the build as well).
    // Errors: ParseError or ValidationFailed naming the file, which only a wrong build can cause.
    static base::Result<Registry> builtIn();

    // Adds (or replaces) a provider that the person brought; http is accepted for loopback addresses. Errors:
    // ParseError, LimitExceeded, ValidationFailed (detail: every problem, one a line), AlreadyExists where id or
    // display name is that of a built-in or practice provider.
    base::Status addUserProvider(std::string_view json);
    // Errors: NotFound where no user-defined provider has this id.
    base::Status removeUserProvider(std::string_view id);
    // The practice provider; its category becomes "practice" and loopback http is allowed. Replaces an earlier one.
    void addPractice(model::ProviderSpec spec);

    // The pointer stays valid until that provider is replaced or removed. nullptr: unknown.
    const model::ProviderSpec* find(std::string_view id) const;
    // By display name; generic ones last.
    std::vector<const model::ProviderSpec*> all() const;
    // Every word of `query` must be found, without regard to case, in id, display name, category or notes; best match
    // first (in that order, whole before beginning before inside). An empty query gives all().
    std::vector<const model::ProviderSpec*> search(std::string_view query) const;

private:
    bool clashesWithBuiltIn(const model::ProviderSpec& spec) const;

    std::map<std::string, model::ProviderSpec, std::less<>> m_specs;
};

} // namespace keystead::providers
