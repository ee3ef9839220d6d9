// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY 29 from the caller's side: nothing is said to an agent whose place others can reach.
#include "core/protocol/blocking_client.h"

#include <fcntl.h>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace keystead;
using base::ErrorCode;
using protocol::BlockingClient;
namespace fs = std::filesystem;

class TestBlockingClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_place = fs::canonical(m_folder->path().toStdString()) / "run";
        fs::create_directory(m_place);
        fs::permissions(m_place, fs::perms::owner_all);
        m_socket = m_place / "agent.sock";
        m_listener = listenAt(m_socket);
        QVERIFY(m_listener >= 0);
    }
    void cleanup() { ::close(m_listener); }

    void talksToAnAgentInAPrivatePlace()
    {
        const auto client = BlockingClient::connect(m_socket);
        QVERIFY2(client.has_value(), client ? "" : base::toString(client.error()).c_str());
        const int accepted = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        QVERIFY(accepted >= 0);
        ::close(accepted);
    }

    void refusesAFolderThatOthersCanEnter_data()
    {
        QTest::addColumn<int>("mode");
        for (const int mode : {0777, 0770, 0701, 0710, 0704})
            QTest::newRow(QByteArray::number(mode, 8).constData()) << mode;
    }
    void refusesAFolderThatOthersCanEnter()
    {
        QFETCH(const int, mode);
        QCOMPARE(::chmod(m_place.c_str(), static_cast<mode_t>(mode)), 0);
        refuses(m_socket);
    }

    void refusesASocketThatOthersCanWrite_data()
    {
        QTest::addColumn<int>("mode");
        for (const int mode : {0666, 0660, 0602, 0644})
            QTest::newRow(QByteArray::number(mode, 8).constData()) << mode;
    }
    void refusesASocketThatOthersCanWrite()
    {
        QFETCH(const int, mode);
        QCOMPARE(::chmod(m_socket.c_str(), static_cast<mode_t>(mode)), 0);
        refuses(m_socket);
    }

    void refusesSymlinks()
    {
        const fs::path folder = m_place.parent_path() / "link";
        fs::create_directory_symlink(m_place, folder);
        refuses(folder / "agent.sock");
        const fs::path socket = m_place / "other.sock";
        fs::create_symlink(m_socket, socket);
        refuses(socket);
    }

    void refusesWhatIsNoSocket()
    {
        const fs::path file = m_place / "file.sock";
        ::close(::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        refuses(file);
        refuses(m_socket / "agent.sock"); // nor a folder
    }

    // Only who may give files away can make such a place; for everybody else the root folder is one.
    void refusesAFolderOfAnotherOwner()
    {
        constexpr uid_t nobody = 65534;
        const bool given = ::chown(m_place.c_str(), nobody, nobody) == 0;
        const fs::path folder = given ? m_place : fs::path{"/"};
        struct stat info
        {
        };
        QCOMPARE(::lstat(folder.c_str(), &info), 0);
        QVERIFY(info.st_uid != ::getuid());
        refuses(folder / "agent.sock");
    }

    void saysWhereNobodyListens()
    {
        QCOMPARE(BlockingClient::connect(m_place / "none.sock").error().code, ErrorCode::NotFound);
        QCOMPARE(BlockingClient::connect(m_place / "none" / "agent.sock").error().code, ErrorCode::NotFound);
        ::close(std::exchange(m_listener, -1)); // killed: its socket stays
        QCOMPARE(BlockingClient::connect(m_socket).error().code, ErrorCode::NotFound);
    }

private:
    static int listenAt(const fs::path& socket)
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
            ::chmod(socket.c_str(), 0600) != 0 || ::listen(fd, 8) != 0) {
            ::close(fd);
            return -1;
        }
        return fd;
    }
    // With an error that names the place, and without a connection.
    void refuses(const fs::path& socket)
    {
        const auto client = BlockingClient::connect(socket);
        QVERIFY(!client.has_value());
        QCOMPARE(client.error().code, ErrorCode::StorageInsecure);
        QVERIFY(client.error().detail.find(socket.parent_path().string()) != std::string::npos);
        QCOMPARE(::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC), -1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_place;
    fs::path m_socket;
    int m_listener = -1;
};

QTEST_GUILESS_MAIN(TestBlockingClient)
#include "tst_blocking_client.moc"
