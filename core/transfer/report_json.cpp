// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/sha256_stream.h"
#include "core/transfer/audit_report.h"
#include "core/transfer/record_json.h"
#include "core/transfer/report_json_header.h"

namespace keystead::transfer {

namespace {

// Passes bytes on and hashes them: everything up to the signature is signed.
class SignedWriter
{
public:
    explicit SignedWriter(ByteSink& sink) : m_sink(sink) {}

    base::Status write(std::string_view text)
    {
        m_size += text.size();
        if (m_size > maxReportBytes)
            return base::fail(base::ErrorCode::LimitExceeded,
                              "a JSON report holds at most 256 MiB; choose a shorter period");
        m_hash.update(text);
        return m_sink.write(text);
    }
    crypto::Sha256Digest digest() { return m_hash.finish(); }

private:
    ByteSink& m_sink;
    crypto::Sha256Stream m_hash;
    std::size_t m_size = 0;
};

} // namespace

base::Status exportJson(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress)
{
    if (!input.sign)
        return base::fail(base::ErrorCode::InvalidArgument, "a JSON report needs a signer");
    KS_ASSIGN(const ReportTotals totals, computeTotals(source, progress));
    SignedWriter out(sink);
    const std::vector<std::string> values = headingValues(input, totals);
    for (std::size_t i = 0; i < values.size(); ++i)
        KS_TRY(out.write((i == 0 ? "{\"" : "\"") + std::string{headingNames[i]} + "\":" + values[i] + ",\n"));
    KS_TRY(out.write("\"records\":[\n"));
    KS_TRY(source.rewind());
    for (std::int64_t done = 0;; ++done) {
        if (done % 256 == 0 && progress && !progress(done, totals.records))
            return base::fail(base::ErrorCode::Cancelled, "report");
        KS_ASSIGN(const std::optional<model::AuditRecord> record, source.next());
        if (!record)
            break;
        KS_TRY(out.write((done == 0 ? "" : ",\n") + recordToJson(*record)));
    }
    KS_TRY(out.write(totals.records == 0 ? "],\n" : "\n],\n"));
    KS_ASSIGN(const std::string signature, input.sign(out.digest()));
    KS_TRY(sink.write("\"signature\":\"" + signature + "\"}\n"));
    if (progress && !progress(totals.records, totals.records))
        return base::fail(base::ErrorCode::Cancelled, "report");
    return base::ok();
}

} // namespace keystead::transfer
