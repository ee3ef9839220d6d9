// SPDX-License-Identifier: GPL-3.0-or-later
// The floor of every Qt Widgets program: a window of the size of Keystead's with a line of text.
#include <QApplication>
#include <QLabel>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QLabel window(QStringLiteral("empty"));
    window.resize(1200, 760);
    window.show();
    return QApplication::exec();
}
