// SPDX-License-Identifier: GPL-3.0-or-later
// Kubernetes: a user of the kubeconfig with an exec plugin. The YAML is edited as text at its `users:` list, in block
// style alone; whatever is written otherwise is left to the person.
#include "app/cli/setup_targets.h"
#include "core/base/json.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace keystead::cli {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

base::Result<fs::path> file()
{
    if (const char* const given = std::getenv("KUBECONFIG"); given && given[0] == '/') {
        const std::string list = given;
        return fs::path{list.substr(0, list.find(':'))};
    }
    return homeFile(".kube/config");
}

std::string userName(const SetupWish& wish)
{
    return "keystead-" + plainName(wish.connection);
}

// JSON texts are YAML's double-quoted ones.
std::string quoted(const std::string& text)
{
    return base::toJsonText(base::Json(text));
}

std::string entry(const SetupWish& wish, const std::string& indent)
{
    std::string text;
    for (const std::string& line :
         {"- name: " + userName(wish), std::string{"  user:"}, std::string{"    exec:"},
          std::string{"      apiVersion: client.authentication.k8s.io/v1"},
          "      command: " + quoted((wish.programs / "keystead-cli").string()), std::string{"      args:"},
          std::string{"      - kube-exec"}, "      - " + quoted(wish.connection),
          std::string{"      interactiveMode: Never"}, std::string{"      provideClusterInfo: true"}})
        text += indent + line + "\n";
    return text;
}

base::Result<std::string> after(const std::string& before, const SetupWish& wish)
{
    if (before.find_first_not_of(" \t\r\n") == std::string::npos)
        return before + "apiVersion: v1\nkind: Config\nusers:\n" + entry(wish, "");
    if (before.find("- name: " + userName(wish) + "\n") != std::string::npos)
        return before;
    const std::size_t key = before.starts_with("users:") ? 0 : before.find("\nusers:");
    if (key == std::string::npos)
        return appended(before, "users:\n" + entry(wish, ""));
    const std::size_t line = key == 0 ? 0 : key + 1;
    const std::size_t end = std::min(before.find('\n', line), before.size());
    const std::string rest = before.substr(line + 6, end - line - 6);
    const std::size_t value = rest.find_first_not_of(" \t\r");
    std::string text = before;
    if (value != std::string::npos) {
        const std::string shown = rest.substr(value);
        if (shown != "[]" && shown != "null")
            return base::fail(ErrorCode::ParseError, "`users:` is not a list in block style; add the user by hand");
        return text.replace(line, end - line, "users:\n" + entry(wish, "").substr(0, entry(wish, "").size() - 1));
    }
    const std::size_t first = end + 1;
    const std::size_t dash = first < before.size() ? before.find_first_not_of(' ', first) : std::string::npos;
    const bool list = dash != std::string::npos && before.compare(dash, 2, "- ") == 0;
    const std::string indent = list ? before.substr(first, dash - first) : std::string{};
    if (end == before.size())
        text += "\n";
    return text.insert(first, entry(wish, indent));
}

std::string next(const SetupWish& wish)
{
    return "Let a context use it: `kubectl config set-context --current --user=" + userName(wish) + "`.";
}

} // namespace

SetupTarget kubeTarget()
{
    return {"kube", true, true, 0600, file, after, next};
}

} // namespace keystead::cli
