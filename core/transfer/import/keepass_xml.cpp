// SPDX-License-Identifier: GPL-3.0-or-later
// The plain XML of KeePass 2 and KeePassXC (`keepassxc-cli export -f xml`). pugixml expands no entities but XML's own,
// reads no other file and does not recurse, so that neither bombs nor depth harm it.
#include "core/base/encoding.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/login_item.h"
#include "core/transfer/import/text_tools.h"

#include <pugixml.hpp>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

constexpr int maxGroups = 64; // deep

void takeString(LoginItem& item, const pugi::xml_node& string, bool& sealed)
{
    const std::string_view key = string.child_value("Key");
    const pugi::xml_node value = string.child("Value");
    const std::string_view text = value.child_value();
    if (std::string_view{value.attribute("Protected").value()} == "True" && !text.empty()) {
        sealed = true; // still encrypted with the inner stream: a whole database, not an export
        return;
    }
    if (text.empty())
        return;
    if (key == "Title")
        item.title = text;
    else if (key == "UserName")
        item.user = text;
    else if (key == "URL")
        item.url = text;
    else if (key == "Password")
        item.password = base::Secret::fromText(text);
    else if (key == "Notes")
        item.notes = base::Secret::fromText(text);
    else if (key == "otp" || key == "TOTP Seed" || key == "TimeOtp-Secret-Base32")
        item.totp = base::Secret::fromText(text);
    else
        item.more.emplace_back(std::string{key}, base::Secret::fromText(text));
}

void addEntryNode(ImportDocument& document, const pugi::xml_node& entry, const std::string& group, std::size_t number)
{
    LoginItem item;
    item.place = "entry " + std::to_string(number);
    item.group = group;
    bool sealed = false;
    for (const pugi::xml_node string : entry.children("String"))
        takeString(item, string, sealed);
    if (sealed) {
        addProblem(document, item.place, "is still encrypted: export the database as plain XML");
        return;
    }
    for (const std::string_view tag : splitAt(entry.child_value("Tags"), ';')) {
        if (!trimmed(tag).empty())
            item.tags.emplace_back(trimmed(tag));
    }
    const pugi::xml_node times = entry.child("Times");
    item.createdAt = looseTime(times.child_value("CreationTime"));
    if (std::string_view{times.child_value("Expires")} == "True")
        item.expiresAt = looseTime(times.child_value("ExpiryTime"));
    addLoginItem(document, std::move(item));
}

} // namespace

base::Result<ImportDocument> parseKeePassXml(const ImportInput& input)
{
    pugi::xml_document xml;
    const auto parsed =
        xml.load_buffer(input.bytes().data(), input.bytes().size(),
                        pugi::parse_default & ~static_cast<unsigned>(pugi::parse_doctype), pugi::encoding_utf8);
    if (!parsed)
        return base::fail(ErrorCode::ParseError, "byte " + std::to_string(parsed.offset) + ": this is no valid XML");
    const pugi::xml_node root = xml.child("KeePassFile").child("Root");
    if (!root)
        return base::fail(ErrorCode::ParseError, "the file is no KeePass export: KeePassFile/Root is missing");
    const std::string recycled = xml.child("KeePassFile").child("Meta").child_value("RecycleBinUUID");
    ImportDocument document;
    std::size_t number = 0;
    int depth = 0;
    // In document order, by hand: a file decides how deep its groups go.
    pugi::xml_node node = root.child("Group");
    while (node) {
        const bool group = std::string_view{node.name()} == "Group";
        const bool bin = group && !recycled.empty() && recycled == node.child_value("UUID") &&
                         recycled.find_first_not_of("A=") != std::string::npos;
        if (std::string_view{node.name()} == "Entry")
            addEntryNode(document, node, node.parent().child_value("Name"), ++number);
        if (group && depth >= maxGroups)
            addProblem(document, "group", "lies deeper than 64 groups: its entries were passed over");
        if (group && !bin && node.first_child() && depth < maxGroups) {
            node = node.first_child();
            ++depth;
            continue;
        }
        while (node && node != root && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        node = node == root ? pugi::xml_node{} : node.next_sibling();
    }
    return document;
}

} // namespace keystead::transfer
