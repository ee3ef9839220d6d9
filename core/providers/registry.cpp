// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/registry.h"

#include "core/model/text_rules.h"
#include "core/providers/spec_parser.h"
#include "embedded/provider_catalogue.h"

#include <algorithm>
#include <tuple>

namespace keystead::providers {

namespace {

using base::ErrorCode;
using base::fail;
using model::asciiLower;
using model::ProviderSpec;

constexpr int noMatch = 100;
constexpr std::string_view practice = "practice";

bool isGeneric(const ProviderSpec& spec)
{
    return spec.category == "generic";
}

std::vector<std::string> words(std::string_view query)
{
    std::vector<std::string> found;
    std::string current;
    for (const char c : asciiLower(query)) {
        if (c != ' ' && c != '\t') {
            current += c;
        } else if (!current.empty()) {
            found.push_back(std::move(current));
            current.clear();
        }
    }
    if (!current.empty())
        found.push_back(std::move(current));
    return found;
}

// 0 whole, 1 at its beginning, 2 at a word's beginning, 3 inside.
int matchIn(std::string_view text, std::string_view word)
{
    const std::string lower = asciiLower(text);
    if (lower == word)
        return 0;
    int best = noMatch;
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
        const bool wordStart = at > 0 && (lower[at - 1] == ' ' || lower[at - 1] == '-' || lower[at - 1] == '(');
        best = std::min(best, at == 0 ? 1 : wordStart ? 2 : 3);
    }
    return best;
}

// Smaller is better: id, then name, then category, then notes.
int rank(const ProviderSpec& spec, std::string_view word)
{
    const auto at = [&](std::string_view text, int base) {
        const int match = matchIn(text, word);
        return match == noMatch ? noMatch : base + match;
    };
    int best = std::min({at(spec.id, 0), at(spec.displayName, 4), at(spec.category, 8)});
    for (const std::string& note : spec.notes)
        best = std::min(best, at(note, 12));
    return best;
}

} // namespace

base::Result<Registry> Registry::builtIn()
{
    Registry registry;
    for (const embedded::File& file : embedded::provider_catalogue()) {
        auto spec = parseSpec(file.content, SpecSource::BuiltIn);
        if (!spec)
            return fail(spec.error().code, std::string{file.name} + ": " + spec.error().detail);
        const std::string id = spec->id;
        if (!registry.m_specs.emplace(id, *std::move(spec)).second)
            return fail(ErrorCode::AlreadyExists, std::string{file.name} + ": id " + id + " is taken");
    }
    return registry;
}

bool Registry::clashesWithBuiltIn(const ProviderSpec& spec) const
{
    const std::string name = asciiLower(spec.displayName);
    return std::any_of(m_specs.begin(), m_specs.end(), [&](const auto& entry) {
        const ProviderSpec& other = entry.second;
        return !other.userDefined && (other.id == spec.id || asciiLower(other.displayName) == name);
    });
}

base::Status Registry::addUserProvider(std::string_view json)
{
    KS_ASSIGN(ProviderSpec spec, parseSpec(json, SpecSource::UserDefined));
    if (clashesWithBuiltIn(spec))
        return fail(ErrorCode::AlreadyExists,
                    "provider " + spec.id + ": its id or display name is that of a built-in provider");
    const std::string id = spec.id;
    m_specs.insert_or_assign(id, std::move(spec));
    return base::ok();
}

base::Status Registry::removeUserProvider(std::string_view id)
{
    const auto found = m_specs.find(id);
    if (found == m_specs.end() || !found->second.userDefined)
        return fail(ErrorCode::NotFound, "there is no provider of your own with the id " + std::string{id});
    m_specs.erase(found);
    return base::ok();
}

void Registry::addPractice(ProviderSpec spec)
{
    spec.category = practice;
    spec.userDefined = false;
    spec.loopbackHttpAllowed = true;
    const std::string id = spec.id;
    m_specs.insert_or_assign(id, std::move(spec));
}

const ProviderSpec* Registry::find(std::string_view id) const
{
    const auto found = m_specs.find(id);
    return found == m_specs.end() ? nullptr : &found->second;
}

std::vector<const ProviderSpec*> Registry::all() const
{
    std::vector<const ProviderSpec*> specs;
    for (const auto& [id, spec] : m_specs)
        specs.push_back(&spec);
    std::sort(specs.begin(), specs.end(), [](const ProviderSpec* a, const ProviderSpec* b) {
        return std::make_tuple(isGeneric(*a), asciiLower(a->displayName)) <
               std::make_tuple(isGeneric(*b), asciiLower(b->displayName));
    });
    return specs;
}

std::vector<const ProviderSpec*> Registry::search(std::string_view query) const
{
    const std::vector<std::string> wanted = words(query);
    std::vector<std::pair<int, const ProviderSpec*>> ranked;
    for (const ProviderSpec* spec : all()) {
        int worst = 0;
        for (const std::string& word : wanted)
            worst = std::max(worst, rank(*spec, word));
        if (worst < noMatch)
            ranked.emplace_back(worst, spec);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const ProviderSpec*> found;
    for (const auto& [score, spec] : ranked)
        found.push_back(spec);
    return found;
}

} // namespace keystead::providers
