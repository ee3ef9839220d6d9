// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion_values.h"

#include "app/cli/command_tree.h"
#include "app/cli/output.h"
#include "core/base/encoding.h"

#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::Json;
using Candidates = std::vector<Candidate>;

namespace {

Json asked(Context& context, const char* method, const Json& params, const char* member)
{
    const auto answer = context.call(method, params);
    return answer ? (*answer)->value(member, Json::array()) : Json::array();
}

std::string plain(const Json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// Two profiles may have a connection of the same name: then PROFILE/NAME tells them apart. An id only where no name
// begins as what was typed.
Candidates connections(Context& context, const std::string& typed)
{
    const Json list = asked(context, "connection.list", Json::object(), "connections");
    std::map<std::string, int> times;
    for (const Json& connection : list)
        ++times[plain(connection, "name")];
    Candidates names;
    Candidates ids;
    bool matches = false;
    for (const Json& connection : list) {
        const std::string name = plain(connection, "name");
        const std::string account = plain(connection, "account");
        const std::string about = plain(connection, "provider") + (account.empty() ? "" : ", " + account);
        const std::string text = times[name] > 1 ? plain(connection, "profile") + "/" + name : name;
        matches = matches || text.starts_with(typed);
        names.push_back({text, about});
        ids.push_back({plain(connection, "id"), name + ", " + about});
    }
    return matches ? names : ids;
}

Candidates listOf(Context& context, const char* method, const char* list, const char* member, const char* about)
{
    Candidates candidates;
    for (const Json& item : asked(context, method, Json::object(), list))
        candidates.push_back({plain(item, member), plain(item, about)});
    return candidates;
}

Json shown(Context& context, const char* method, const char* member, const std::string& which)
{
    if (which.empty())
        return Json::object();
    const auto answer = context.call(method, {{member, which}});
    return answer ? (*answer)->value(member, Json::object()) : Json::object();
}

std::string givenTo(const Place& place, const char* name)
{
    const auto found = place.given.find(name);
    return found == place.given.end() ? std::string{} : found->second;
}

// What a provider asks for, by each of its ways to sign in or by the one that was chosen.
Candidates providerFields(Context& context, const Place& place, bool secret)
{
    Candidates candidates;
    const auto add = [&candidates](std::string name, std::string about) {
        for (const Candidate& there : candidates) {
            if (there.text == name)
                return;
        }
        candidates.push_back({std::move(name), std::move(about)});
    };
    const Json provider = shown(context, "provider.show", "provider", givenTo(place, "provider"));
    const std::string kind = givenTo(place, "--kind");
    for (const Json& parameter : provider.value("parameters", Json::array())) {
        if (!secret)
            add(plain(parameter, "name"), plain(parameter, "label"));
    }
    for (const Json& method : provider.value("methods", Json::array())) {
        if (!kind.empty() && plain(method, "kind") != kind)
            continue;
        for (const Json& field : method.value("fields", Json::array())) {
            if (field.value("secret", false) == secret)
                add(plain(field, "name"), plain(field, "label"));
        }
    }
    return candidates;
}

Candidates connectionFields(Context& context, const Place& place, bool secret)
{
    Candidates candidates;
    const Json connection = shown(context, "connection.show", "connection", givenTo(place, "connection"));
    if (secret) {
        for (const Json& field : connection.value("secret_fields", Json::array()))
            candidates.push_back({field.is_string() ? field.get<std::string>() : std::string{}});
        return candidates;
    }
    for (const char* field : {"name", "profile", "notes", "tags"})
        candidates.push_back({field});
    const Json parameters = connection.value("parameters", Json::object());
    for (const auto& [name, value] : parameters.items())
        candidates.push_back({name, value.is_string() ? value.get<std::string>() : std::string{}});
    return candidates;
}

Candidates fields(Context& context, const Place& place, bool secret)
{
    return place.given.contains("provider") ? providerFields(context, place, secret)
                                            : connectionFields(context, place, secret);
}

Candidates kinds(Context& context, const Place& place)
{
    Candidates candidates;
    const Json provider = shown(context, "provider.show", "provider", givenTo(place, "provider"));
    for (const Json& method : provider.value("methods", Json::array()))
        candidates.push_back({plain(method, "kind"), plain(method, "label")});
    return candidates;
}

Candidates slots(Context& context, bool tokens)
{
    Candidates candidates;
    for (const Json& slot : asked(context, "status", Json::object(), "slots")) {
        if (!tokens || plain(slot, "kind") == "pkcs11")
            candidates.push_back({plain(slot, "id"), plain(slot, "kind") + ", " + plain(slot, "label")});
    }
    return candidates;
}

Candidates grants(Context& context)
{
    Candidates candidates;
    for (const Json& grant : asked(context, "grants.list", Json::object(), "grants")) {
        const Json program = grant.value("program", Json{});
        const std::string path = program.is_object() ? plain(program, "executable") : plain(grant, "program");
        candidates.push_back({plain(grant, "id"), path + " " + plain(grant, "connection_name")});
    }
    return candidates;
}

Candidates importFormats(Context& context)
{
    Candidates candidates = listOf(context, "import.formats", "formats", "id", "title");
    candidates.push_back({"auto", "by name and content"});
    for (const char* word : {"formats", "list", "undo", "delete-source", "replace-source", "restore-source", "confirm"})
        candidates.push_back({word});
    return candidates;
}

Completion importArgument(Context& context, const Place& place)
{
    const std::string word = givenTo(place, "format");
    if (word == "formats" || word == "list")
        return {};
    if (word == "undo" || word == "confirm" || word.ends_with("-source"))
        return {listOf(context, "import.list", "imports", "import", "format"), Others::Nothing, false};
    return {{}, Others::Files, false};
}

bool isFile(const std::string& name, const std::string& value)
{
    return value == "FILE" || value == "PATH" || name == "file" || name == "FILE" || name == "--from" ||
           name == "--out" || name == "--program" || name == "program" || name == "template";
}

} // namespace

Completion valuesOf(const CLI::Option& option, const Place& place, Context& context, const std::string& typed)
{
    const std::string name = option.nonpositional() ? option.get_name() : option.get_name(true);
    const std::string value = valueName(option);
    if (name == "connection" || name == "--connection" || name == "C")
        return {connections(context, typed)};
    if (name == "--profile" || (name == "name" && (place.path == "profiles erase" || place.path == "profiles export")))
        return {listOf(context, "profile.list", "profiles", "name", "")};
    if (name == "provider" || name == "query" || (name == "id" && place.path == "provider show"))
        return {listOf(context, "provider.list", "providers", "id", "name")};
    if (name == "--allow")
        return {{{"token", "the main secret"}, {"request", "requests with it on them"}, {"token,request"}}};
    if (name == "--for")
        return {{{"1h"}, {"8h"}, {"login", "until the end of this session"}, {"once"}, {"always"}}};
    if (name == "--kind")
        return {kinds(context, place)};
    if (place.path == "import" && name == "format")
        return {importFormats(context)};
    if (place.path == "import" && name == "file")
        return importArgument(context, place);
    if (name == "id" && place.path.starts_with("vault "))
        return {slots(context, false)};
    if (name == "--slot" || name == "--proof-slot")
        return {slots(context, true)};
    if (name == "id" && place.path.starts_with("grants "))
        return {grants(context)};
    if (name == "--secret" || name == "--field" || value == "FIELD")
        return {fields(context, place, true)};
    if (value == "FIELD=VALUE" || value == "FIELD=N") {
        Completion completion{fields(context, place, value == "FIELD=N"), Others::Nothing, true};
        for (Candidate& candidate : completion.candidates)
            candidate.text += '=';
        return completion;
    }
    if (value == "DIR" || value == "FOLDER")
        return {{}, Others::Folders, false};
    if (isFile(name, value) && !(place.path.starts_with("audit ") && (name == "--from" || name == "--program")))
        return {{}, Others::Files, false};
    return {};
}

} // namespace keystead::cli
