// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_exchange.h"

#include "core/net/form_encoding.h"
#include "core/net/sequential_body.h"

#include <algorithm>
#include <QNetworkAccessManager>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrl>

namespace keystead::net {

namespace {

constexpr std::size_t chunkSize = 16 * 1024;

bool isToken(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    });
}

bool isFieldValue(std::string_view value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// RFC 9110 section 5: a header that could end its line would be another request.
base::Status addHeader(QNetworkRequest& target, std::string_view name, std::string_view value)
{
    if (!isToken(name) || !isFieldValue(value))
        return base::fail(base::ErrorCode::InvalidArgument, "header " + std::string{isToken(name) ? name : "name"} +
                                                                " holds a character that is not allowed");
    target.setRawHeader(QByteArray(name.data(), static_cast<qsizetype>(name.size())),
                        QByteArray(value.data(), static_cast<qsizetype>(value.size())));
    return base::ok();
}

// A door: secret query values leave locked memory here, as Qt takes URLs only whole.
QUrl exposeUrlForQt(const HttpRequest& request)
{
    base::SecretBuilder url;
    url.append(request.url);
    bool first = request.url.find('?') == std::string::npos;
    for (const auto& [name, value] : request.secretQuery) {
        FormBuilder pair;
        pair.add(name, value);
        url.append(std::exchange(first, false) ? '?' : '&').append(std::move(pair).build());
    }
    const base::Secret text = std::move(url).build();
    return QUrl::fromEncoded(QByteArray::fromRawData(text.exposeText().data(), static_cast<qsizetype>(text.size())),
                             QUrl::StrictMode);
}

base::Result<QSslConfiguration> tlsConfiguration(const std::string& caPem)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!caPem.empty()) {
        const auto certificates = QSslCertificate::fromData(QByteArray::fromStdString(caPem), QSsl::Pem);
        if (certificates.isEmpty())
            return base::fail(base::ErrorCode::InvalidArgument, "the private authority is not a PEM certificate");
        tls.addCaCertificates(certificates);
    }
    return tls;
}

// A certificate that is out of date or for another host says more than the authority that is unknown besides.
std::string describeTls(const QList<QSslError>& errors)
{
    const auto has = [&](std::initializer_list<QSslError::SslError> kinds) {
        return std::any_of(errors.begin(), errors.end(), [&](const QSslError& error) {
            return std::find(kinds.begin(), kinds.end(), error.error()) != kinds.end();
        });
    };
    if (has({QSslError::CertificateExpired}))
        return "certificate expired";
    if (has({QSslError::CertificateNotYetValid}))
        return "certificate is not valid yet";
    if (has({QSslError::HostNameMismatch}))
        return "host name does not match";
    if (has({QSslError::CertificateRevoked, QSslError::CertificateBlacklisted}))
        return "certificate is revoked";
    if (has({QSslError::UnableToGetIssuerCertificate, QSslError::UnableToGetLocalIssuerCertificate,
             QSslError::UnableToVerifyFirstCertificate, QSslError::SelfSignedCertificate,
             QSslError::SelfSignedCertificateInChain, QSslError::CertificateUntrusted,
             QSslError::CertificateSignatureFailed, QSslError::InvalidCaCertificate}))
        return "unknown authority";
    return "certificate is not acceptable";
}

bool isAnswer(QNetworkReply::NetworkError error, int status)
{
    // ContentReSendError is Qt failing to rewind the body, which is what SequentialBody is for: it tries after a lost
    // connection, and before it hands over a 307 or 308. 4xx and 5xx reach us as the others.
    if (error == QNetworkReply::ContentReSendError)
        return status == 307 || status == 308;
    return error == QNetworkReply::NoError ||
           (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError) ||
           error == QNetworkReply::ProtocolInvalidOperationError ||
           (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

} // namespace

base::Result<QNetworkRequest> toQtRequest(const HttpRequest& request)
{
    KS_TRY(checkUrl(request.url, request.allowLoopbackHttp));
    QNetworkRequest target(exposeUrlForQt(request));
    target.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    target.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    target.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    target.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    target.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    target.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    target.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    target.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // A connection serves one request: nothing stale is reused, no buffer stays behind. Naming the encoding turns Qt's
    // decompression off.
    target.setRawHeader("Connection", "close");
    target.setRawHeader("Accept-Encoding", "identity");
    target.setRawHeader("User-Agent", "Keystead/" KEYSTEAD_VERSION);
    KS_ASSIGN(const QSslConfiguration tls, tlsConfiguration(request.caPem));
    target.setSslConfiguration(tls);
    for (const auto& [name, value] : request.headers)
        KS_TRY(addHeader(target, name, value));
    for (const auto& [name, value] : request.secretHeaders)
        KS_TRY(addHeader(target, name, value.exposeText()));
    if (!request.contentType.empty())
        KS_TRY(addHeader(target, "Content-Type", request.contentType));
    if (!isToken(request.method))
        return base::fail(base::ErrorCode::InvalidArgument, "HTTP method holds a character that is not allowed");
    target.setHeader(QNetworkRequest::ContentLengthHeader,
                     static_cast<qlonglong>(request.body ? request.body->size() : 0));
    return target;
}

HttpExchange::HttpExchange(std::shared_ptr<void> keepAlive, const base::Clock& clock, HttpOutcome outcome,
                           QObject* parent)
    : QObject(parent), m_keepAlive(std::move(keepAlive)), m_clock(clock), m_outcome(std::move(outcome)),
      m_startedAt(clock.steady()), m_chunk(chunkSize)
{
}

HttpExchange::~HttpExchange()
{
    settle(base::fail(base::ErrorCode::Cancelled));
    delete m_reply.data();
    deliver();
}

void HttpExchange::start(QNetworkAccessManager& manager, const QNetworkRequest& qtRequest, HttpRequest request)
{
    m_limit = request.maxResponseBytes;
    // Also a request without a body gets a (sequential, empty) device: without one Qt repeats it when the server closes
    // without answering.
    auto* body = new SequentialBody(request.body ? std::move(*request.body) : base::Secret{});
    m_reply = manager.sendCustomRequest(qtRequest, QByteArray::fromStdString(request.method), body);
    body->setParent(m_reply);
    m_reply->setReadBufferSize(static_cast<qint64>(4 * chunkSize));
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::onMetaData);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::onFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& errors) { m_tlsProblem = describeTls(errors); });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { fail(base::fail(base::ErrorCode::NetworkTimeout, "no complete answer in time")); });
    m_timer.start(request.timeout);
}

void HttpExchange::onMetaData()
{
    bool known = false;
    const qulonglong length = m_reply->header(QNetworkRequest::ContentLengthHeader).toULongLong(&known);
    if (known && length > m_limit)
        fail(base::fail(base::ErrorCode::TooLarge, "the answer is larger than " + std::to_string(m_limit) + " bytes"));
}

void HttpExchange::onReadyRead()
{
    (void)drain();
}

bool HttpExchange::drain()
{
    while (!m_result && m_reply) {
        const qint64 size =
            m_reply->read(reinterpret_cast<char*>(m_chunk.exposeMutable().data()), static_cast<qint64>(chunkSize));
        if (size <= 0)
            break;
        m_received += static_cast<std::size_t>(size);
        if (m_received > m_limit) {
            fail(base::fail(base::ErrorCode::TooLarge,
                            "the answer is larger than " + std::to_string(m_limit) + " bytes"));
            break;
        }
        m_body.append(m_chunk.exposeText().substr(0, static_cast<std::size_t>(size)));
    }
    return !m_result;
}

void HttpExchange::onFinished()
{
    if (!drain())
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    if (status < 100 || status > 999 || !isAnswer(error, status))
        return fail(networkError(error, status));
    HttpResponse answer;
    answer.status = status;
    for (const auto& [name, value] : m_reply->rawHeaderPairs())
        answer.headers.emplace_back(name.toLower().toStdString(), value.toStdString());
    const std::string encoding = answer.header("content-encoding");
    if (!encoding.empty() && encoding != "identity")
        return fail(base::fail(base::ErrorCode::BadResponse, "the answer is compressed, which was not asked for"));
    answer.serverDate = base::fromHttpDate(answer.header("date"));
    answer.body = std::move(m_body).build();
    answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - m_startedAt);
    settle(std::move(answer));
}

// Texts of our own: Qt's name the URL, which may hold secrets.
base::Error HttpExchange::networkError(QNetworkReply::NetworkError error, int status) const
{
    using base::ErrorCode;
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return base::fail(ErrorCode::TlsFailure,
                          m_tlsProblem.empty() ? "no agreement on a secure connection" : m_tlsProblem);
    case QNetworkReply::TimeoutError:
        return base::fail(ErrorCode::NetworkTimeout, "the server did not answer");
    case QNetworkReply::ConnectionRefusedError:
        return base::fail(ErrorCode::NetworkUnreachable, "connection refused");
    case QNetworkReply::HostNotFoundError:
        return base::fail(ErrorCode::NetworkUnreachable, "host name not found");
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return base::fail(ErrorCode::NetworkUnreachable,
                          status == 0 ? "the server closed the connection without a readable answer"
                                      : "the server closed the connection in the middle of its answer");
    case QNetworkReply::OperationCanceledError:
        return base::fail(ErrorCode::Cancelled);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return base::fail(ErrorCode::NetworkUnreachable, "the proxy wants a sign-in");
    case QNetworkReply::NoError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::UnknownContentError:
        return base::fail(ErrorCode::BadResponse, "the server's answer is not HTTP");
    default:
        if (error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError)
            return base::fail(ErrorCode::NetworkUnreachable, "the proxy cannot be reached");
        return base::fail(ErrorCode::NetworkUnreachable, "network error " + std::to_string(static_cast<int>(error)));
    }
}

void HttpExchange::settle(base::Result<HttpResponse> result)
{
    if (m_result)
        return;
    m_result.emplace(std::move(result));
    m_timer.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    // Never from inside one of Qt's signals: what waits may destroy the client.
    QMetaObject::invokeMethod(
        this,
        [this] {
            deleteLater();
            deliver();
        },
        Qt::QueuedConnection);
}

void HttpExchange::deliver()
{
    if (m_outcome.ready())
        return;
    HttpOutcome outcome = m_outcome;
    outcome.set(std::move(*m_result));
}

} // namespace keystead::net
