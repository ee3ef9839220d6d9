// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/run.h"

#include <benchmark/benchmark.h>
#include <QFileInfo>

#include <cstdio>
#include <string>
#include <vector>

namespace keystead::bench {

int runBenchmarks(int argc, char** argv, const std::function<std::shared_ptr<void>()>& registerAll)
{
    if (argc < 2 || argv[1][0] == '-') {
        std::fprintf(stderr, "usage: %s FILE [--benchmark_filter=REGEX]...\n", argv[0]);
        return 2;
    }
    const QCoreApplication application(argc, argv);
    qputenv("TMPDIR", QFileInfo(QString::fromLocal8Bit(argv[1])).absolutePath().toLocal8Bit());
    std::string out = std::string{"--benchmark_out="} + argv[1];
    std::string format = "--benchmark_out_format=json";
    std::vector<char*> arguments{argv[0], out.data(), format.data()};
    arguments.insert(arguments.end(), argv + 2, argv + argc);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    const std::shared_ptr<void> world = registerAll();
    const std::size_t ran = benchmark::RunSpecifiedBenchmarks();
    benchmark::ClearRegisteredBenchmarks();
    return ran > 0 ? 0 : 1;
}

} // namespace keystead::bench
