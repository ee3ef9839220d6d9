// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What else an import wants to know: the key of the source, the profile it goes to, and, for systems that do not write
// down how they encrypt, the layout.
#include "core/base/secret.h"
#include "core/model/profile.h"

#include <map>
#include <QWidget>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QVBoxLayout;

namespace keystead::ui {

struct AppContext;
class FormField;

class OptionsPage : public QWidget
{
    Q_OBJECT
public:
    explicit OptionsPage(const AppContext& context, QWidget* parent = nullptr);
    // Keeps what was entered where the format is the same as before.
    void setUp(const std::string& format, const std::vector<model::Profile>& profiles);
    // Whether there is anything to ask.
    static bool wanted(const std::string& format, const std::vector<model::Profile>& profiles);

    base::Secret key() const;
    std::map<std::string, std::string> layoutKeys() const;
    std::string profile() const; // name; empty: the first
    // False where the key is missing; shown in place.
    bool validate();
    void showKeyProblem(const base::Error& error);
    void clearKey();
    FormField* keyField() const { return m_key; }
    QComboBox* profileBox() const { return m_profile; }
    FormField* layoutField(const std::string& name) const;
    void focusFirst();

private:
    void addLayout(QVBoxLayout* column);
    const AppContext& m_context;
    std::string m_format;
    QWidget* m_host = nullptr;
    FormField* m_key = nullptr;
    QComboBox* m_profile = nullptr;
    QCheckBox* m_more = nullptr;
    std::vector<FormField*> m_layout;
};

} // namespace keystead::ui
