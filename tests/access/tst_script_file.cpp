// SPDX-License-Identifier: GPL-3.0-or-later
// Which file an interpreter runs, by its command line.
#include "core/access/script_file.h"

#include "core/access/program_files.h"

#include <filesystem>
#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace keystead;

class TestScriptFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsInterpretersByName()
    {
        for (const char* name :
             {"/usr/bin/python3.11", "/bin/bash", "/usr/bin/node", "/opt/ruby3.1", "/usr/bin/perl5.36.0"})
            QVERIFY2(access::isInterpreter(name), name);
        for (const char* name : {"/usr/bin/git", "/usr/bin/pythonish", "/usr/bin/shred", "/usr/bin/nodejs-helper", ""})
            QVERIFY2(!access::isInterpreter(name), name);
    }

    void findsTheScript_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("script");
        const auto row = [](const char* line, const char* script) { QTest::newRow(line) << line << script; };
        row("python3", "");
        row("python3 x.py", "x.py");
        row("python3 -u -B x.py -c y", "x.py");
        row("python3 -W ignore -X dev x.py", "x.py");
        row("python3 -Wignore x.py", "x.py");
        row("python3 -c code x.py", "");
        row("python3 -i x.py", ""); // what is typed afterwards
        row("python3 -X pycache_prefix=/evil x.py", "");
        row("python3 -Wignore::evil.Warning x.py", "");
        row("python3 -W ignore::DeprecationWarning x.py", "x.py");
        row("python3 -Ic code x.py", "");
        row("python3 -m http.server", "");
        row("python3 -", "");
        row("python3 -- x.py", "x.py");
        row("python3 --check-hash-based-pycs always x.py", "x.py");
        row("bash", "");
        row("bash x.sh -c", "x.sh");
        row("bash -c ls x.sh", "");
        row("bash -ec ls", "");
        row("bash -s x", "");
        row("bash -o pipefail x.sh", "x.sh");
        row("bash +o posix x.sh", "x.sh");
        row("bash --rcfile r x.sh", "x.sh");
        row("bash --login x.sh", "x.sh");
        row("bash -eu x.sh", "x.sh");
        row("bash -euo pipefail x.sh", "x.sh");
        row("bash --rcfile evil -i x.sh", ""); // only an interactive one reads it
        row("dash -o interactive x.sh", "");
        row("zsh --interactive x.sh", "");
        row("node app.js --eval 1", "app.js");
        row("node --inspect app.js", "app.js");
        // What a hook does is not the script's doing: a grant for app.js is none for any hook.
        row("node -r hook.js app.js", "");
        row("node --require hook.js app.js", "");
        row("node --require=hook.js app.js", "");
        row("node --import hook.js app.js", "");
        row("node --experimental_loader hook.js app.js", "");
        row("node --env-file=.env app.js", "");
        row("node -i app.js", "");
        row("node --title app.js evil.js", ""); // a value that nobody listed is not taken for the script
        row("node --max-old-space-size=4096 --no-warnings app.js", "app.js");
        row("node -C dev app.js", "app.js");
        row("node -e 1", "");
        row("node --eval=1 app.js", "");
        row("perl x.pl", "x.pl");
        row("perl -w x.pl", "x.pl");
        row("perl -0777 -CSD x.pl", "x.pl");
        row("perl -w -I lib x.pl", ""); // modules from elsewhere
        row("perl -Mevil x.pl", "");
        row("perl -d:Evil x.pl", "");
        row("perl -S x.pl", ""); // looked for in PATH
        row("perl -ne print x", "");
        row("ruby -w x.rb", "x.rb");
        row("ruby --encoding utf-8 x.rb", "x.rb");
        row("ruby -r json x.rb", ""); // the named file may be any
        row("ruby -I lib x.rb", "");
        row("ruby -e 1", "");
        row("php x.php -d y", "x.php");
        row("php -f x.php", "x.php");
        row("php -f x.php -- y", "x.php");
        row("php -f x.php -d auto_prepend_file=evil.php", "");
        row("php -d auto_prepend_file=evil.php x.php", "");
        row("php -B 1 -F x.php", "");
        row("php -- x.php", "");
        row("php -r 1", "");
        row("java -jar x.jar -javaagent:y", "x.jar");
        row("java -Xmx1g -Dkey=value -jar x.jar", "x.jar");
        row("java -cp lib -jar x.jar", "");
        row("java -javaagent:evil.jar -jar x.jar", "");
        row("java Main -jar x.jar", "");
        row("java @options -jar x.jar", "");
        row("lua -v x.lua", "x.lua");
        row("lua -e evil() x.lua", "");
        row("lua -levil x.lua", "");
        row("fish -N x.fish", "x.fish");
        row("fish -C evil x.fish", "");
        row("fish --init-command=evil x.fish", "");
        row("fish --init-comm=evil x.fish", ""); // getopt's short form
        row("fish -p x.fish evil.fish", "evil.fish");
        row("guile x.scm", "x.scm");
        row("guile -l evil.scm x.scm", "");
        row("guile -s x.scm", "");
        row("java -cp lib Main", "");
        row("git x.py", "");
    }
    void findsTheScript()
    {
        QFETCH(QString, line);
        QFETCH(QString, script);
        std::vector<std::string> arguments;
        for (const QString& word : line.split(QLatin1Char(' ')))
            arguments.push_back(word.toStdString());
        QCOMPARE(access::scriptArgument("/usr/bin/" + arguments.front(), arguments), script.toStdString());
    }

    void readsTheFirstLineOfAScript()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.path().toStdString() + "/x";
        const auto shell = std::filesystem::canonical("/bin/sh");
        const auto written = [&](const std::string& text) {
            std::ofstream(file, std::ios::trunc) << text;
            return access::interpreterOf(file);
        };
        QVERIFY(*written("#!/bin/sh\n") == shell);
        QVERIFY(*written("#! /bin/sh -e\nls\n") == shell);
        QVERIFY(*written("#!/usr/bin/env sh\n") == shell);
        QVERIFY(*written("#!/usr/bin/env -S sh -e\n") == shell);
        QVERIFY(!written("\x7f"
                         "ELF")
                     .value());
        QVERIFY(!written("").value());
        QCOMPARE(written("#!/no/such/interpreter\n").error().code, base::ErrorCode::NotFound);
        QCOMPARE(written("#!sh\n").error().code, base::ErrorCode::NotFound);
    }

    // A program may put a FIFO where its script was: reading it would never end.
    void whatIsNoFileHasNoFirstLine()
    {
        const QTemporaryDir folder;
        const std::string fifo = folder.path().toStdString() + "/fifo";
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        for (const std::string& path : {fifo, folder.path().toStdString(), folder.path().toStdString() + "/none"}) {
            const auto interpreter = access::interpreterOf(path);
            QVERIFY(interpreter.has_value() && !*interpreter);
        }
    }

    // The program that calls says what is hashed; a file with holes costs it nothing.
    void whatIsTooLargeIsNoProgram()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.path().toStdString() + "/large";
        std::ofstream(file) << "#!/bin/sh\n";
        access::ExecutableHashes hashes;
        std::filesystem::resize_file(file, access::largestScript + 1);
        QCOMPARE(hashes.sha256(file, access::largestScript).error().code, base::ErrorCode::TooLarge);
        QCOMPARE(access::programAt(file, {}, hashes).error().code, base::ErrorCode::TooLarge);
        std::filesystem::resize_file(file, access::largestExecutable + 1);
        QCOMPARE(hashes.sha256(file).error().code, base::ErrorCode::TooLarge);
        std::filesystem::resize_file(file, 4096);
        QVERIFY(access::programAt(file, {}, hashes).has_value());
        QCOMPARE(hashes.sha256(file, 4095).error().code,
                 base::ErrorCode::TooLarge); // what is remembered is none either
    }
};

QTEST_APPLESS_MAIN(TestScriptFile)
#include "tst_script_file.moc"
