// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A request body in locked memory as a sequential device: Qt cannot rewind it, so it cannot send the request a second
// time when the server closes without answering. Thread: the manager's.
#include "core/base/secret.h"

#include <QIODevice>

namespace keystead::net {

class SequentialBody final : public QIODevice
{
public:
    explicit SequentialBody(base::Secret body);
    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; } // also what reset() comes down to
    bool reset() override { return false; }
    qint64 bytesAvailable() const override;
    bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    base::Secret m_body;
    std::size_t m_position = 0;
};

} // namespace keystead::net
