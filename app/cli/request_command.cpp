// SPDX-License-Identifier: GPL-3.0-or-later
// request: the agent makes the request with the credential on it; this program never has it.
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/request_exchange.h"
#include "core/base/encoding.h"
#include "core/base/unique_fd.h"
#include "core/protocol/error_code.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::size_t maxJsonBody = 64 * 1024 * 1024;

struct RequestOptions
{
    std::string connection;
    std::string method;
    std::string target;
    std::vector<std::string> headers;
    int dataFd = -1;
    bool include = false;
    bool repeat = false;
    std::string out;
};

// How much a regular file still has; nullopt: what comes is sent in chunks.
base::Result<std::optional<std::uint64_t>> lengthOf(int descriptor)
{
    struct stat info
    {
    };
    if (::fstat(descriptor, &info) != 0)
        return base::fail(ErrorCode::InvalidArgument, "--data-fd: is no open descriptor");
    const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
    if (!S_ISREG(info.st_mode) || at < 0)
        return std::optional<std::uint64_t>{};
    return std::optional<std::uint64_t>{static_cast<std::uint64_t>(std::max<off_t>(info.st_size - at, 0))};
}

base::Result<std::string> headerLines(const RequestOptions& options)
{
    std::string lines;
    for (const std::string& header : options.headers) {
        const std::size_t colon = header.find(':');
        if (colon == std::string::npos || colon == 0)
            return base::fail(ErrorCode::InvalidArgument, "-H: write NAME: VALUE");
        if (std::any_of(header.begin(), header.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; }))
            return base::fail(ErrorCode::InvalidArgument, "-H: holds a line break or another control character");
        lines += header + "\r\n";
    }
    return lines;
}

base::Result<ExchangeParts> buildRequest(const RequestOptions& options)
{
    for (const std::string* word : {&options.method, &options.target}) {
        const bool plain =
            std::none_of(word->begin(), word->end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
        if (word->empty() || !plain)
            return base::fail(ErrorCode::InvalidArgument, "METHOD and PATH hold no spaces or control characters");
    }
    ExchangeParts parts;
    parts.toHead = options.method == "HEAD";
    parts.head = options.method + " " + options.target + " HTTP/1.1\r\nHost: keystead\r\nConnection: close\r\n";
    KS_ASSIGN(const std::string lines, headerLines(options));
    parts.head += lines;
    if (options.dataFd >= 0) {
        KS_ASSIGN(const auto length, lengthOf(options.dataFd));
        parts.bodyFd = options.dataFd;
        parts.chunked = !length;
        parts.length = length.value_or(0);
        parts.head += length ? "Content-Length: " + std::to_string(*length) + "\r\n" : "Transfer-Encoding: chunked\r\n";
    }
    parts.head += "\r\n";
    return parts;
}

int exitForStatus(int status)
{
    if (status == 401)
        return base::exitCodeFor(ErrorCode::SignInNeeded);
    if (status == 429 || status >= 500)
        return base::exitCodeFor(ErrorCode::ServerError);
    return status >= 400 ? 1 : 0;
}

// Where the answer goes, and what is remembered of it.
class Answer
{
public:
    Answer(const Context& context, const RequestOptions& options) : m_json(context.json), m_include(options.include) {}

    base::Status open(const std::string& file)
    {
        if (file.empty())
            return base::ok();
        m_file = base::UniqueFd{::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        if (m_file.get() < 0)
            return base::fail(ErrorCode::StorageIo, file + ": " + std::strerror(errno));
        return base::ok();
    }
    base::Status onHead(const AnswerHead& head)
    {
        m_head = head;
        m_ours = !head.header("keystead-error").empty();
        if (m_include && !m_ours && !m_json)
            return write(head.text + "\r\n");
        return base::ok();
    }
    base::Status onBody(std::string_view bytes)
    {
        if (!m_json && !m_ours)
            return write(bytes);
        if (m_body.size() + bytes.size() > maxJsonBody)
            return base::fail(ErrorCode::TooLarge, "an answer of more than 64 MiB is not printed as JSON");
        m_body += bytes;
        return base::ok();
    }
    // What Keystead itself says instead of an answer.
    std::optional<base::Error> refusal() const
    {
        if (!m_ours)
            return std::nullopt;
        base::Error error{protocol::errorCodeFromName(m_head.header("keystead-error")), {}};
        if (const auto document = base::parseJson(m_body)) {
            const auto body = document->find("error");
            if (body != document->end() && body->is_object())
                error.detail = body->contains("detail") ? textOf(*body, "detail") : textOf(*body, "message");
        }
        return error;
    }
    int status() const { return m_head.status; }
    Json document() const
    {
        Json headers = Json::object();
        for (const auto& [name, value] : m_head.headers) {
            const std::string text = base::isValidUtf8(value) ? value : base::cleanForDisplay(value, 4096);
            headers[name] = headers.contains(name) ? headers[name].get<std::string>() + ", " + text : text;
        }
        Json answer = {{"status", m_head.status}, {"headers", std::move(headers)}};
        if (base::isValidUtf8(m_body))
            answer["body"] = m_body;
        else
            answer["body_base64"] =
                base::toBase64({reinterpret_cast<const std::uint8_t*>(m_body.data()), m_body.size()});
        return answer;
    }

private:
    base::Status write(std::string_view bytes)
    {
        const int descriptor = m_file.get() >= 0 ? m_file.get() : STDOUT_FILENO;
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return base::fail(ErrorCode::StorageIo,
                                  std::string{"the answer cannot be written: "} + std::strerror(errno));
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return base::ok();
    }

    bool m_json;
    bool m_include;
    bool m_ours = false;
    base::UniqueFd m_file;
    AnswerHead m_head;
    std::string m_body;
};

base::Status run(Context& context, const RequestOptions& options, Answer& answer)
{
    KS_ASSIGN(ExchangeParts parts, buildRequest(options));
    Json params = {{"connection", options.connection}};
    if (options.repeat)
        params["repeat"] = true;
    KS_ASSIGN(auto upgraded, context.upgrade("request.stream", params));
    KS_TRY(answer.open(options.out));
    const base::UniqueFd descriptor{upgraded.first};
    parts.descriptor = descriptor.get();
    parts.early = std::move(upgraded.second);
    parts.onHead = [&answer](const AnswerHead& head) { return answer.onHead(head); };
    parts.onBody = [&answer](std::string_view bytes) { return answer.onBody(bytes); };
    return exchange(std::move(parts));
}

int runRequest(Context& context, const RequestOptions& options)
{
    Answer answer(context, options);
    const base::Status done = run(context, options, answer);
    if (const auto refusal = answer.refusal())
        return context.fail("request", *refusal);
    if (!done)
        return context.fail("request", done.error());
    if (context.json)
        context.printJson(answer.document());
    const int code = exitForStatus(answer.status());
    if (code != 0 && !context.json)
        std::fprintf(stderr, "keystead-cli: request: the server answered %d\n", answer.status());
    return code;
}

} // namespace

void addRequestCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<RequestOptions>();
    CLI::App* command =
        commands.parser.add_subcommand("request", "Make a request with the credential added; it is never shown");
    command->add_option("connection", options->connection, "Its id, NAME or PROFILE/NAME")->required();
    command->add_option("method", options->method, "GET, POST...")->required();
    command->add_option("path", options->target, "A path behind the API's address, or a whole URL of its hosts")
        ->required();
    command->add_option("-H,--header", options->headers, "A header of the request")
        ->type_name("'NAME: VALUE'")
        ->allow_extra_args(false);
    command->add_option("--data-fd", options->dataFd, "Read the request's body from this descriptor")->type_name("N");
    command->add_flag("--include", options->include, "Print the answer's status line and headers too");
    command->add_flag("--repeat", options->repeat,
                      "Repeat it after a refresh (HTTP 401) also where it changes something");
    command->add_option("--out", options->out, "Write the body here")->type_name("FILE");
    command->callback([&context, &action, options] {
        action = [&context, options] {
            context.connection = options->connection;
            return runRequest(context, *options);
        };
    });
}

} // namespace keystead::cli
