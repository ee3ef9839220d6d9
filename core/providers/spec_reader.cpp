// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/providers/spec_checks.h"
#include "core/providers/spec_parser.h"
#include "core/providers/spec_schema.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace keystead::providers {

namespace {

using base::ErrorCode;
using base::fail;
using base::Json;
using model::Problem;

constexpr std::size_t maxDescriptor = 256 * 1024;
constexpr std::size_t maxProblems = 100;

// Visitor that fills members from one JSON object and notes each key nobody asked for.
class Reader
{
public:
    Reader(const Json& object, std::string path, std::vector<Problem>& problems)
        : m_object(object), m_path(std::move(path)), m_problems(problems)
    {
    }

    template <class T> void operator()(const char* key, T& member)
    {
        m_seen.insert(key);
        const auto found = m_object.find(key);
        if (found != m_object.end())
            read(*found, member, pathOf(key));
    }

    void refuseUnknownKeys()
    {
        for (const auto& [key, value] : m_object.items()) {
            if (m_seen.contains(key))
                continue;
            const std::string shown = base::cleanForDisplay(key, 60);
            add(pathOf(shown), "is not a known key", "Check the spelling, or remove it.");
        }
    }

private:
    std::string pathOf(const std::string& key) const { return m_path.empty() ? key : m_path + "." + key; }

    void add(std::string field, std::string message, std::string fix)
    {
        if (m_problems.size() < maxProblems)
            m_problems.push_back({std::move(field), std::move(message), std::move(fix)});
    }

    bool expect(bool right, const std::string& path, const char* type)
    {
        if (!right)
            add(path, std::string{"must be "} + type, "");
        return right;
    }

    void read(const Json& value, std::string& out, const std::string& path)
    {
        if (expect(value.is_string(), path, "a string"))
            out = value.get<std::string>();
    }

    void read(const Json& value, bool& out, const std::string& path)
    {
        if (expect(value.is_boolean(), path, "true or false"))
            out = value.get<bool>();
    }

    void read(const Json& value, int& out, const std::string& path)
    {
        constexpr std::int64_t most = std::numeric_limits<int>::max();
        const bool fits = value.is_number_unsigned() && value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most);
        if (expect(fits, path, "a whole number, not negative"))
            out = value.get<int>();
    }

    void read(const Json& value, std::chrono::seconds& out, const std::string& path)
    {
        int seconds = 0;
        read(value, seconds, path);
        out = std::chrono::seconds{seconds};
    }

    template <class E, class FromText>
    void readEnum(const Json& value, E& out, const std::string& path, FromText fromText, const char* allowed)
    {
        const auto parsed = value.is_string() ? fromText(value.get<std::string>()) : std::nullopt;
        if (parsed)
            out = *parsed;
        else
            add(path, "has a value that is not known", std::string{"Use one of: "} + allowed + ".");
    }

    void read(const Json& value, model::AuthKind& out, const std::string& path)
    {
        readEnum(value, out, path, model::authKindFromText,
                 "api_key, basic, bearer, oauth2, client_credentials, jwt, certificate, custom");
    }
    void read(const Json& value, model::ClientAuth& out, const std::string& path)
    {
        readEnum(value, out, path, model::clientAuthFromText, "none, client_secret_post, client_secret_basic");
    }
    void read(const Json& value, model::LoopbackRule& out, const std::string& path)
    {
        readEnum(value, out, path, model::loopbackRuleFromText,
                 "any_port, fixed_port, localhost_only, https_only, none");
    }
    void read(const Json& value, model::Rotation& out, const std::string& path)
    {
        readEnum(value, out, path, model::rotationFromText, "no, yes, rotates");
    }

    template <Described T> void read(const Json& value, T& out, const std::string& path)
    {
        if (!expect(value.is_object(), path, "an object"))
            return;
        Reader inner(value, path, m_problems);
        describe(inner, out);
        inner.refuseUnknownKeys();
    }

    template <class T> void read(const Json& value, std::optional<T>& out, const std::string& path)
    {
        T inner{};
        read(value, inner, path);
        out = std::move(inner);
    }

    template <class T> void read(const Json& value, std::vector<T>& out, const std::string& path)
    {
        if (!expect(value.is_array(), path, "an array"))
            return;
        out.clear();
        for (std::size_t i = 0; i < value.size(); ++i) {
            T item{};
            read(value[i], item, path + "[" + std::to_string(i) + "]");
            out.push_back(std::move(item));
        }
    }

    void read(const Json& value, std::map<std::string, std::string>& out, const std::string& path)
    {
        if (!expect(value.is_object(), path, "an object of strings"))
            return;
        out.clear();
        for (const auto& [key, item] : value.items())
            read(item, out[key], path + "." + base::cleanForDisplay(key, 60));
    }

    const Json& m_object;
    std::string m_path;
    std::vector<Problem>& m_problems;
    std::set<std::string> m_seen;
};

} // namespace

base::Result<model::ProviderSpec> parseSpec(std::string_view json, SpecSource source, std::vector<Problem>* problems)
{
    KS_ASSIGN(const Json document, base::parseJson(json, {.maxBytes = maxDescriptor, .maxDepth = 32}));
    std::vector<Problem> found;
    model::ProviderSpec spec;
    if (document.is_object()) {
        Reader reader(document, "", found);
        describe(reader, spec);
        reader.refuseUnknownKeys();
    } else {
        found.push_back({"descriptor", "must be a JSON object", ""});
    }
    spec.userDefined = spec.loopbackHttpAllowed = source == SpecSource::UserDefined;
    if (document.is_object()) {
        for (Problem& problem : SpecChecker(spec, source).run())
            if (found.size() < maxProblems)
                found.push_back(std::move(problem));
    }
    if (found.empty())
        return spec;
    const std::string detail = describe(found);
    if (problems)
        *problems = std::move(found);
    return fail(ErrorCode::ValidationFailed, detail);
}

} // namespace keystead::providers
