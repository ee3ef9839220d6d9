// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the window asks of the core about moving in: imports, their undo, the files they came from, the search for
// plaintext credentials. The rules of CorePort. Nothing that comes back holds a secret.
#include "core/service/import_desk.h"
#include "ui/port_types.h"

#include <string>
#include <vector>

class QObject;

namespace keystead::ui {

class ImportPort
{
public:
    virtual ~ImportPort() = default;
    // `format` empty: as it is recognised.
    virtual void look(QObject* context, std::string path, std::string format, Then<service::ImportLook> then) = 0;
    virtual Cancel preview(QObject* context, service::ImportRequest request, Then<service::ImportPreview> then) = 0;
    virtual void plan(QObject* context, std::string preview, transfer::ImportChoices choices,
                      Then<transfer::ImportPlan> then) = 0;
    virtual Cancel apply(QObject* context, std::string preview, transfer::ImportChoices choices, ProgressThen progress,
                         Then<service::ImportOutcome> then) = 0;
    virtual void discard(std::string preview) = 0;

    virtual void runs(QObject* context, Then<std::vector<transfer::ImportRun>> then) = 0;
    virtual void undo(QObject* context, std::string run, bool force, Then<transfer::ImportUndone> then) = 0;
    virtual void deleteSource(QObject* context, std::string run, Then<std::vector<transfer::SourceRemoved>> then) = 0;
    virtual void replaceSource(QObject* context, std::string run, Then<transfer::SourceRemoved> then) = 0;
    virtual void restoreSource(QObject* context, std::string run, service::Proof proof, Then<void> then) = 0;
    virtual void confirmSource(QObject* context, std::string run, Then<void> then) = 0;
    virtual Cancel findSecrets(QObject* context, Then<transfer::SecretScan> then) = 0;
};

} // namespace keystead::ui
