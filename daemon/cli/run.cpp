#include <csignal>
#include <utility>

#include "daemon/cli/command_line.h"

namespace dondoc {

namespace {

struct Run {
    const CommonOptions& common;

    int operator()(const ServeOptions& options) const { return serve(options); }
    int operator()(const CheckOptions& options) const { return run_check(common, options); }
    int operator()(const RehearseOptions& options) const { return run_rehearse(common, options); }
    int operator()(const StatusOptions& options) const { return run_status(common, options); }
    int operator()(const WhyOptions& options) const { return run_why(common, options); }
    int operator()(const AccountOptions& options) const { return run_account(common, options); }
    int operator()(const ActOptions& options) const { return run_act(common, options); }
    int operator()(const ApplyOptions& options) const { return run_apply(common, options); }
    int operator()(const AuditOptions& options) const { return run_audit(common, options); }
    int operator()(const AccessOptions& options) const { return run_access(common, options); }
    int operator()(const BackupOptions& options) const { return run_backup(common, options); }
    int operator()(const WorkdayOptions& options) const { return run_workday(common, options); }
};

}  // namespace

int run(int argc, const char* const* argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on files is a full disk then, and not the end
    const auto parsed = parse_command_line(argc, argv);
    if (const int* status = std::get_if<int>(&parsed)) return *status;
    const Asked& asked = std::get<Asked>(parsed);
    return std::visit(Run{asked.common}, asked.what);
}

}  // namespace dondoc
