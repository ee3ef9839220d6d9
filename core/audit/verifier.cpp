// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/verifier.h"

#include "core/audit/anchors.h"
#include "core/audit/chain.h"
#include "core/audit/erased_records.h"
#include "core/audit/record_reader.h"
#include "core/audit/signatures.h"
#include "core/crypto/digest.h"

#include <algorithm>
#include <utility>

namespace keystead::audit {

namespace {

std::string named(std::int64_t sequence)
{
    return "record " + std::to_string(sequence);
}

// The number under which a record was written, where its content and hash are genuine but stand elsewhere; 0 where none
// within 10,000 places fits.
std::int64_t originalPlace(const std::string& vaultId, const model::AuditRecord& record)
{
    base::Bytes bytes = canonicalEncoding(vaultId, 0, record.previousHash, record.event);
    const std::size_t offset = sequenceOffset(vaultId);
    const auto wanted = base::fromHex(record.hash);
    if (!wanted || wanted->size() != crypto::Sha256Digest{}.size())
        return 0;
    const auto matches = [&](std::int64_t sequence) {
        for (std::size_t i = 0; i < 8; ++i)
            bytes[offset + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(sequence) >> (56 - 8 * i));
        const crypto::Sha256Digest digest = crypto::sha256(bytes);
        return std::equal(digest.begin(), digest.end(), wanted->begin());
    };
    constexpr std::int64_t reach = 10'000;
    constexpr std::int64_t largest = std::int64_t{1} << 60;
    const std::int64_t start = std::clamp<std::int64_t>(record.sequence, 0, largest);
    for (std::int64_t distance = 0; distance <= reach; ++distance) {
        if (matches(start + distance))
            return start + distance;
        if (start > distance && matches(start - distance))
            return start - distance;
    }
    return 0;
}

// What stood in an erased record is gone; its receipt vouches for what is left.
bool hashMatches(const std::string& vaultId, const model::AuditRecord& record)
{
    if (record.erasedBy)
        return record.event == erasedEvent(record.event);
    return recordHash(vaultId, record.sequence, record.previousHash, record.event) == record.hash;
}

} // namespace

ChainVerifier::ChainVerifier(std::string vaultId, std::string publicKey, Coverage coverage,
                             std::vector<AnchorState> anchors)
    : m_vaultId(std::move(vaultId)), m_publicKey(std::move(publicKey)), m_coverage(coverage),
      m_anchors(std::move(anchors)), m_previousHash(genesisHash(m_vaultId))
{
    m_report.publicKey = m_publicKey;
    m_report.headHash = m_previousHash;
    for (const AnchorState& anchor : m_anchors)
        m_anchored[anchor.sequence] = {};
}

bool ChainVerifier::isSigned(const model::AuditRecord& record) const
{
    return isSignedBy(m_publicKey, recordMessage(record.hash), record.signature);
}

void ChainVerifier::setFinding(Finding::Kind kind, std::int64_t sequence, std::string detail)
{
    m_report.ok = false;
    m_report.finding = Finding{kind, sequence, std::move(detail)};
}

void ChainVerifier::count(std::int64_t sequence, const std::string& hash)
{
    if (m_report.records++ == 0)
        m_report.firstSequence = sequence;
    m_report.lastSequence = sequence;
    m_report.headHash = hash;
    if (const auto anchored = m_anchored.find(sequence); anchored != m_anchored.end())
        anchored->second = hash;
    // A missing record turned up later: it was moved, not removed.
    if (m_report.finding && !m_wanted.empty() && hash == m_wanted) {
        m_report.finding->kind = Finding::Kind::Reordered;
        m_report.finding->detail =
            named(m_report.finding->sequence) + ": reordered; what belongs there stands at " + named(sequence);
        m_wanted.clear();
    }
}

// Everything about this record is as it must be at this place; the chain then goes on from it.
bool ChainVerifier::fits(const model::AuditRecord& record)
{
    if (m_coverage == Coverage::Filtered && record.sequence > m_expected) {
        m_expected = record.sequence;
        m_previousHash = record.previousHash;
    }
    if (record.sequence != m_expected || record.previousHash != m_previousHash || !hashMatches(m_vaultId, record) ||
        !isSigned(record))
        return false;
    m_previousHash = record.hash;
    ++m_expected;
    if (record.erasedBy)
        m_erased[*record.erasedBy].add(m_vaultId, record);
    return true;
}

void ChainVerifier::add(const model::AuditRecord& record)
{
    if (m_suspect) {
        const model::AuditRecord suspect = *std::move(m_suspect);
        m_suspect.reset();
        classify(suspect, &record);
    }
    count(record.sequence, record.hash);
    if (!m_report.finding && !fits(record))
        m_suspect = record;
}

void ChainVerifier::addUnreadable(std::int64_t sequence, const std::string& detail)
{
    if (m_suspect) {
        const model::AuditRecord suspect = *std::move(m_suspect);
        m_suspect.reset();
        classify(suspect, nullptr);
    }
    count(sequence, {});
    if (m_report.finding)
        return;
    if (m_coverage == Coverage::Complete && sequence > m_expected)
        setFinding(Finding::Kind::Removed, m_expected, named(m_expected) + ": removed");
    else
        setFinding(Finding::Kind::Edited, sequence, detail);
}

// `next` is what stood at the suspect's place before the suspect pushed it up.
bool ChainVerifier::isShifted(const model::AuditRecord* next, const model::AuditRecord& suspect) const
{
    return next && next->previousHash == m_previousHash &&
           recordHash(m_vaultId, suspect.sequence, next->previousHash, next->event) == next->hash && isSigned(*next);
}

void ChainVerifier::classify(const model::AuditRecord& suspect, const model::AuditRecord* next)
{
    if (!hashMatches(m_vaultId, suspect))
        classifyMisfit(suspect, next);
    else
        classifyOutOfPlace(suspect, next);
}

// The hash does not belong to the content at this number.
void ChainVerifier::classifyMisfit(const model::AuditRecord& suspect, const model::AuditRecord* next)
{
    const std::int64_t here = suspect.sequence;
    const std::int64_t place = isSigned(suspect) ? originalPlace(m_vaultId, suspect) : 0;
    if (here > m_expected && m_coverage == Coverage::Complete) {
        setFinding(Finding::Kind::Removed, m_expected, named(m_expected) + ": removed");
    } else if (place > 0 && place < here) {
        setFinding(Finding::Kind::Inserted, here, named(here) + ": inserted; it is a copy of " + named(place));
    } else if (place > here) {
        setFinding(Finding::Kind::Removed, here, named(here) + ": removed; what stands there was " + named(place));
        m_wanted = suspect.previousHash;
    } else if (isShifted(next, suspect)) {
        setFinding(Finding::Kind::Inserted, here, named(here) + ": inserted");
    } else {
        setFinding(Finding::Kind::Edited, here, named(here) + ": edited; its hash does not match its content");
    }
}

// Content and hash agree, but the place, the link or the signature is wrong.
void ChainVerifier::classifyOutOfPlace(const model::AuditRecord& suspect, const model::AuditRecord* next)
{
    const std::int64_t here = suspect.sequence;
    if (here > m_expected) {
        setFinding(Finding::Kind::Removed, m_expected, named(m_expected) + ": removed");
        m_wanted = suspect.previousHash;
    } else if (here < m_expected) {
        setFinding(Finding::Kind::Inserted, here, named(here) + ": inserted; it stands here a second time");
    } else if (suspect.previousHash != m_previousHash) {
        setFinding(Finding::Kind::Inserted, here, named(here) + ": inserted; it does not follow the record before it");
    } else if (isShifted(next, suspect)) {
        setFinding(Finding::Kind::Inserted, here, named(here) + ": inserted");
    } else if (next && next->sequence == here + 1 && hashMatches(m_vaultId, *next) && isSigned(*next) &&
               next->previousHash != suspect.hash) {
        setFinding(Finding::Kind::Edited, here, named(here) + ": edited; the record after it remembers another hash");
    } else {
        setFinding(Finding::Kind::BadSignature, here, named(here) + ": its signature does not match");
    }
}

// A record that only looks erased, or one too many or too few, changes the digest that was signed.
void ChainVerifier::checkReceipts()
{
    for (auto& [by, digest] : m_erased) {
        const auto receipt = m_receipts->find(by);
        const std::string found = digest.finish();
        if (receipt != m_receipts->end() && receipt->second.digest == found &&
            isSignedBy(m_publicKey, receiptMessage(by, found), receipt->second.signature))
            continue;
        setFinding(Finding::Kind::Edited, by,
                   "records that say they were erased under " + named(by) + " are not those whose erasure was signed");
        return;
    }
}

model::ChainReport ChainVerifier::finish(const std::optional<AnchorState>& storedHead)
{
    if (m_suspect)
        classify(*std::exchange(m_suspect, {}), nullptr);
    if (!m_report.finding && m_receipts)
        checkReceipts();
    if (!m_report.finding) {
        TrailEnd end{m_report.lastSequence, storedHead, [this](std::int64_t sequence) { return m_anchored[sequence]; }};
        if (auto finding = compareAnchors(end, m_vaultId, m_anchors))
            setFinding(finding->kind, finding->sequence, std::move(finding->detail));
    }
    return m_report;
}

base::Result<model::ChainReport> verifyDatabase(db::Connection& database, const VerifyInput& input)
{
    if (!isPublicKey(input.publicKey))
        return base::fail(base::ErrorCode::InvalidArgument, "the public key of the trail is needed");
    // The end is read before the records: a record written meanwhile is beyond both.
    KS_ASSIGN(const std::optional<AnchorState> storedHead, readStoredHead(database, input.vaultId));
    KS_ASSIGN(const std::int64_t total, countRecords(database, {}));
    KS_ASSIGN(RecordReader reader, RecordReader::open(database, {}, RecordReader::Order::OldestFirst));
    ChainVerifier verifier(input.vaultId, input.publicKey, ChainVerifier::Coverage::Complete, input.anchors);
    KS_ASSIGN(auto receipts, readReceipts(database));
    verifier.expectReceipts(std::move(receipts));
    for (std::int64_t done = 0;; ++done) {
        if (done % 256 == 0 && input.progress && !input.progress(done, std::max(done, total)))
            return base::fail(base::ErrorCode::Cancelled, "verification");
        KS_ASSIGN(std::optional<StoredRow> row, reader.nextRow());
        if (!row)
            break;
        if (row->record)
            verifier.add(*row->record);
        else
            verifier.addUnreadable(row->sequence, row->record.error().detail);
    }
    model::ChainReport report = verifier.finish(storedHead);
    if (input.progress && !input.progress(report.records, report.records))
        return base::fail(base::ErrorCode::Cancelled, "verification");
    return report;
}

} // namespace keystead::audit
