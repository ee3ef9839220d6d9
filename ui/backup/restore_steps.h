// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Parts of the restore dialog that only show: what a backup would change, and what came of it.
#include "core/service/backup_requests.h"

#include <QWidget>

class QVBoxLayout;

namespace keystead::ui {

struct AppContext;

// What would come back, go and change; where the old vault will be kept.
class PreviewPart : public QWidget
{
    Q_OBJECT
public:
    explicit PreviewPart(const AppContext& context, QWidget* parent = nullptr);
    void setPreview(const service::RestorePreview& preview);

private:
    void addNames(const QString& head, const std::vector<std::string>& names, const char* tone);
    void addVault(const service::RestorePreview& preview);
    void addTrail(const backup::Comparison& changes);
    const AppContext& m_context;
    QVBoxLayout* m_column;
};

// The old vault's place, and each connection whose sign-in may be in use elsewhere with the button that releases it.
class RestoredPart : public QWidget
{
    Q_OBJECT
public:
    explicit RestoredPart(const AppContext& context, QWidget* parent = nullptr);
    void setResult(const service::RestoreDone& done);

Q_SIGNALS:
    void contentChanged();

private:
    void showHeld();
    void addHeld(const model::Connection& connection);
    const AppContext& m_context;
    QVBoxLayout* m_column;
    QVBoxLayout* m_held;
};

} // namespace keystead::ui
