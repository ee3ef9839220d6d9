// SPDX-License-Identifier: GPL-3.0-or-later
// docker: config.json, members credsStore and credHelpers. The text is edited in place, so that nothing else moves.
#include "app/cli/setup_targets.h"
#include "core/base/json.h"
#include "core/model/url_rules.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

namespace keystead::cli {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

struct Span
{
    std::size_t start = 0;
    std::size_t end = 0;
};

// Walks a text that is known to be JSON.
class Walker
{
public:
    explicit Walker(std::string_view text) : m_text(text) {}

    // The value of member `key` of the object that opens at `open`; nullopt where it has none.
    std::optional<Span> member(std::size_t open, std::string_view key) const
    {
        std::size_t at = skipSpace(open + 1);
        while (m_text[at] != '}') {
            const std::size_t nameEnd = valueEnd(at);
            const bool found = base::Json::parse(m_text.substr(at, nameEnd - at)).get<std::string>() == key;
            const std::size_t start = skipSpace(skipSpace(nameEnd) + 1);
            const std::size_t end = valueEnd(start);
            if (found)
                return Span{start, end};
            at = skipSpace(end);
            if (m_text[at] == ',')
                at = skipSpace(at + 1);
        }
        return std::nullopt;
    }
    bool emptyObject(std::size_t open) const { return m_text[skipSpace(open + 1)] == '}'; }
    std::size_t skipSpace(std::size_t at) const
    {
        return std::min(m_text.find_first_not_of(" \t\r\n", at), m_text.size() - 1);
    }

private:
    std::size_t valueEnd(std::size_t at) const
    {
        if (m_text[at] == '"') {
            for (++at; m_text[at] != '"'; ++at)
                at += m_text[at] == '\\' ? 1U : 0U;
            return at + 1;
        }
        if (m_text[at] != '{' && m_text[at] != '[')
            return std::min(m_text.find_first_of(",}] \t\r\n", at), m_text.size());
        int depth = 0;
        for (;; ++at) {
            if (m_text[at] == '"')
                at = valueEnd(at) - 1;
            else if (m_text[at] == '{' || m_text[at] == '[')
                ++depth;
            else if ((m_text[at] == '}' || m_text[at] == ']') && --depth == 0)
                return at + 1;
        }
    }
    std::string_view m_text;
};

std::string quoted(const std::string& text)
{
    return base::toJsonText(base::Json(text));
}

// As docker writes it: tabs.
void insertFirst(std::string& text, std::size_t open, int depth, const std::string& key, const std::string& value)
{
    const std::string indent = "\n" + std::string(static_cast<std::size_t>(depth), '\t');
    const bool only = Walker(text).emptyObject(open);
    const std::string tail = only ? "\n" + std::string(static_cast<std::size_t>(depth - 1), '\t') : ",";
    if (only)
        text.erase(open + 1, Walker(text).skipSpace(open + 1) - open - 1);
    text.insert(open + 1, indent + quoted(key) + ": " + value + tail);
}

void put(std::string& text, std::size_t open, int depth, const std::string& key, const std::string& value)
{
    const auto there = Walker(text).member(open, key);
    if (there)
        text.replace(there->start, there->end - there->start, value);
    else
        insertFirst(text, open, depth, key, value);
}

std::string registryOf(const std::string& url)
{
    const auto parts = model::splitUrl(url);
    if (!parts || (parts->pathAndQuery != "/" && !parts->pathAndQuery.empty()))
        return url;
    const std::size_t start = url.find("://") + 3;
    return url.substr(start, url.find('/', start) - start);
}

base::Result<fs::path> file()
{
    if (const char* const folder = std::getenv("DOCKER_CONFIG"); folder && folder[0] == '/')
        return fs::path{folder} / "config.json";
    return homeFile(".docker/config.json");
}

base::Result<std::string> after(const std::string& before, const SetupWish& wish)
{
    if (!wish.connection.empty() && wish.urls.empty())
        return base::fail(ErrorCode::Unsupported, "the connection serves no registry");
    std::string text = before.find_first_not_of(" \t\r\n") == std::string::npos ? std::string{"{}\n"} : before;
    const auto parsed = base::parseJson(text, {.maxBytes = 4 * 1024 * 1024, .maxDepth = 32});
    if (!parsed || !parsed->is_object())
        return base::fail(ErrorCode::ParseError, "config.json is no JSON object");
    const std::size_t root = Walker(text).skipSpace(0);
    if (wish.connection.empty()) {
        put(text, root, 1, "credsStore", quoted("keystead"));
        return text;
    }
    if (const auto helpers = parsed->find("credHelpers"); helpers != parsed->end() && !helpers->is_object())
        return base::fail(ErrorCode::ParseError, "config.json: credHelpers is no object");
    if (!Walker(text).member(root, "credHelpers"))
        put(text, root, 1, "credHelpers", "{}");
    for (const std::string& url : wish.urls) {
        const std::size_t open = Walker(text).member(root, "credHelpers")->start;
        put(text, open, 2, registryOf(url), quoted("keystead"));
    }
    return text;
}

std::string next(const SetupWish&)
{
    return "docker looks for docker-credential-keystead in PATH. What `docker login` had kept in config.json stays "
           "there: "
           "`docker logout` first, where it should go.";
}

} // namespace

SetupTarget dockerTarget()
{
    return {"docker", false, true, 0600, file, after, next};
}

} // namespace keystead::cli
