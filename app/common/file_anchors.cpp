// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/file_anchors.h"

#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/private_files.h"

#include <nlohmann/json.hpp>

namespace keystead::app {

using audit::AnchorState;
using base::Json;

std::string anchorText(const AnchorState& anchor)
{
    const Json object = {{"vault", anchor.vaultId},
                         {"sequence", anchor.sequence},
                         {"hash", anchor.hash},
                         {"time", base::toRfc3339(anchor.time)}};
    return base::toJsonText(object);
}

std::optional<AnchorState> anchorFromText(std::string_view text)
{
    const auto object = base::parseJson(text, {.maxBytes = 4096, .maxDepth = 4});
    if (!object)
        return std::nullopt;
    const auto vault = base::requireString(*object, "vault", "anchor");
    const auto sequence = base::requireInt(*object, "sequence", "anchor");
    const auto hash = base::requireString(*object, "hash", "anchor");
    const auto timeText = base::requireString(*object, "time", "anchor");
    const auto time = timeText ? base::fromRfc3339(*timeText) : std::nullopt;
    if (!vault || !sequence || !hash || !time)
        return std::nullopt;
    return AnchorState{*vault, *sequence, *hash, *time};
}

FileAnchors::FileAnchors(std::filesystem::path file, keys::KeychainStore& keychain)
    : FileAnchors(std::move(file), keychain, Delays{})
{
}

FileAnchors::FileAnchors(std::filesystem::path file, keys::KeychainStore& keychain, Delays delays)
    : m_file(std::move(file)), m_keychain(keychain)
{
    m_fileTimer.setSingleShot(true);
    m_fileTimer.setInterval(delays.file);
    m_keychainTimer.setSingleShot(true);
    m_keychainTimer.setInterval(delays.keychain);
    connect(&m_fileTimer, &QTimer::timeout, this, &FileAnchors::writeFile);
    connect(&m_keychainTimer, &QTimer::timeout, this, &FileAnchors::writeKeychain);
}

FileAnchors::~FileAnchors()
{
    if (m_fileTimer.isActive())
        writeFile();
}

void FileAnchors::headMoved(const AnchorState& head)
{
    m_head = head;
    if (!m_fileTimer.isActive())
        m_fileTimer.start();
    m_keychainTimer.start();
}

void FileAnchors::flush()
{
    if (m_fileTimer.isActive())
        writeFile();
    if (m_keychainTimer.isActive())
        writeKeychain();
}

void FileAnchors::writeFile()
{
    m_fileTimer.stop();
    if (!m_head)
        return;
    base::Status written = base::ensurePrivateFolder(m_file.parent_path());
    if (written)
        written = base::replaceFile(m_file, anchorText(*m_head));
    if (!written)
        base::logWarning("anchors", "the audit anchor could not be written: " + base::toString(written.error()));
}

void FileAnchors::writeKeychain()
{
    m_keychainTimer.stop();
    if (!m_head)
        return;
    m_keychain.write(keys::anchorItemName(m_head->vaultId), base::Secret::fromText(anchorText(*m_head)),
                     [](base::Status written) {
                         if (!written)
                             base::logInfo("anchors", "the keychain does not keep the audit anchor: " +
                                                          base::toString(written.error()));
                     });
}

std::vector<AnchorState> FileAnchors::remembered() const
{
    std::vector<AnchorState> anchors;
    if (const auto text = base::readPrivateFile(m_file, 4096)) {
        if (const auto anchor = anchorFromText(*text))
            anchors.push_back(*anchor);
    }
    if (*m_fromKeychain)
        anchors.push_back(**m_fromKeychain);
    return anchors;
}

void FileAnchors::prefetch(const std::string& vaultId)
{
    m_keychain.read(keys::anchorItemName(vaultId), [slot = m_fromKeychain](base::Result<base::Secret> item) {
        if (item)
            *slot = anchorFromText(item->exposeText());
    });
}

} // namespace keystead::app
