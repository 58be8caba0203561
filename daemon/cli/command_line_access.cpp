#include "daemon/cli/words.h"

namespace dondoc {

namespace {

using Access = AccessOptions::Verb;

std::shared_ptr<AccessOptions> access(Words& words, CLI::App* sub, Access verb, bool user) {
    auto options = words.choose<AccessOptions>(sub);
    options->verb = verb;
    options->user = user;
    if (verb == Access::list) {
        add_language(sub, options->language);
        return options;
    }
    sub->add_option("--name", options->name, "whose: a-z, 0-9 and -; given once for ever")
        ->required();
    sub->add_option("--by", options->by, "who decides; default: your login name");
    return options;
}

void add_create(Words& words, CLI::App& parent, bool user) {
    CLI::App* sub = words.command(
        parent, "create",
        user ? "let somebody log in to the pages; asks for the password, or reads it as one line"
             : "make a token and print it, this once");
    auto options = access(words, sub, Access::create, user);
    sub->add_option("--role", options->role, "feed, viewer, auditor, unit, officer or admin")
        ->required();
    sub->add_option("--campaign", options->campaigns, "only this campaign; may be repeated");
    sub->add_option("--unit", options->units, "only this unit; may be repeated");
    sub->add_option("--expires", options->expires, "the last day on which it is good");
}

void add_revoke(Words& words, CLI::App& parent, bool user) {
    CLI::App* sub = words.command(parent, "revoke", "end it at once");
    auto options = access(words, sub, Access::revoke, user);
    sub->add_option("--reason", options->reason, "why; required, and kept in the journal");
}

}  // namespace

void add_access(Words& words) {
    CLI::App* token =
        words.app.add_subcommand("token", "who may ask the daemon for what, over its API");
    token->require_subcommand(1);
    add_create(words, *token, false);
    access(words, words.command(*token, "list", "all of them, users too, and when each was used"),
           Access::list, false);
    add_revoke(words, *token, false);
    CLI::App* user = words.app.add_subcommand("user", "who may log in to the pages");
    user->require_subcommand(1);
    add_create(words, *user, true);
    access(words,
           words.command(*user, "password", "a new password; whoever is logged in is logged out"),
           Access::password, true);
    add_revoke(words, *user, true);
}

}  // namespace dondoc
