#include "app/kiosk/service/local_kiosk_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "app/kiosk/service/summaries.h"
#include "core/member/card.h"
#include "core/station/code_look_up.h"

namespace warmheart {

// Made while the rider reviews, spent by submit; kept after a failure, so that a retry is the same act. Credential
// thread.
struct LocalKioskService::Prepared {
  ~Prepared() { clear(); }

  Uuid application_id;
  std::string last_four;
  LookupCredential made;

  void clear() {
    application_id = Uuid();
    wipe(last_four);
    made = LookupCredential();
  }
  Result<void> make(const Uuid& id, const std::string& four, const Uuid& device, Random& random) {
    if (id == application_id && four == last_four) return {};
    clear();
    WARMHEART_TRY_ASSIGN(made, prepare_application(four, device, random));
    application_id = id;
    last_four = four;
    return {};
  }
};

namespace {

constexpr std::int64_t kBelievedMs = 60'000;

const char* store_problem(const Error& error) {
  switch (error.code) {
    case ErrorCode::disk_full: return "error.store.disk-full";
    case ErrorCode::busy: return "error.store.busy";
    case ErrorCode::unsupported: return "error.store.newer";
    case ErrorCode::unavailable: return "";  // not open yet: nothing to tell
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::corrupt:
    case ErrorCode::io:
    case ErrorCode::timeout:
    case ErrorCode::unauthenticated:
    case ErrorCode::forbidden:
    case ErrorCode::limit:
    case ErrorCode::internal: return "error.store.disk";
  }
  return "error.store.disk";
}

}  // namespace

LocalKioskService::LocalKioskService(StoreClient& store, const Uuid& device, std::shared_ptr<const Areas> areas,
                                     const Clock& clock, Random& random, Log& log)
    : m_store(store),
      m_device(device),
      m_areas(std::move(areas)),
      m_clock(clock),
      m_random(random),
      m_log(log),
      m_prepared(std::make_shared<Prepared>()) {}

LocalKioskService::~LocalKioskService() = default;

void LocalKioskService::prepare(const Uuid& application_id, const std::string& last_four) {
  m_store.prepare(
      [prepared = m_prepared, application_id, last_four, device = m_device, &random = m_random, &log = m_log] {
        const auto made = prepared->make(application_id, last_four, device, random);
        if (!made) log.write(LogLevel::warning, "preparing an application failed what=" + made.error().what);
      });
}

void LocalKioskService::submit(const Uuid& application_id, Application application,
                               Callback<Result<SubmittedApplication>> then) {
  auto held = std::make_shared<const Scrubbed<Application>>(std::move(application));
  m_store.write_with<SubmittedApplication, LookupCredential>(
      [prepared = m_prepared, application_id, held, device = m_device,
       &random = m_random]() -> Result<LookupCredential> {
        WARMHEART_TRY(prepared->make(application_id, last_four(held->value), device, random));
        return prepared->made;
      },
      [application_id, held](StationStore& store, const LookupCredential& prepared) {
        return store.submit_application(held->value, application_id, prepared);
      },
      std::move(then));
}

void LocalKioskService::correct(const Uuid& application_id, const Uuid& record_id, Correction correction,
                                RequestProof proof, Callback<Result<void>> then) {
  auto held = std::make_shared<const Scrubbed<Correction>>(std::move(correction));
  m_store.write<void>(
      [application_id, record_id, held, proof = std::move(proof)](StationStore& store) {
        return store.correct_application(application_id, held->value, record_id, proof);
      },
      std::move(then));
}

void LocalKioskService::adopt(const ApplicationView& application, Callback<Result<void>> then) {
  m_store.read<void>(
      [summary = summary_of(application)](StationStore& store) { return store.adopt_application(summary); },
      std::move(then));
}

void LocalKioskService::forget() {
  m_store.prepare([prepared = m_prepared] { prepared->clear(); });
}

void LocalKioskService::ask_found(std::function<Result<std::optional<ApplicationSummary>>(StationStore&)> act,
                                  Callback<Result<std::optional<ApplicationView>>> then) {
  m_store.read<std::optional<ApplicationView>>(
      [act = std::move(act)](StationStore& store) -> Result<std::optional<ApplicationView>> {
        WARMHEART_TRY_ASSIGN(const auto summary, act(store));
        return summary ? std::optional(view_of(*summary)) : std::nullopt;
      },
      std::move(then));
}

void LocalKioskService::find(std::string query_code, std::string last_four, Callback<Result<FoundView>> then) {
  auto held = std::make_shared<const std::pair<SecretString, SecretString>>(SecretString(std::move(query_code)),
                                                                            SecretString(std::move(last_four)));
  const auto make = [held, device = m_device] {
    return look_up_key_of(held->first.view(), held->second.view(), device);
  };
  const auto find = [](StationStore& store, const Digest& key) -> Result<FoundView> {
    WARMHEART_TRY_ASSIGN(FoundByCode found, find_by_code(store, key));
    FoundView view;
    if (found.application) view.application = view_of(*found.application);
    view.booking = std::move(found.booking);
    view.help_case = std::move(found.help_case);
    return view;
  };
  // A wrong try may close the look-ups, which is a record.
  m_store.write_with<FoundView, Digest>(make, find, std::move(then));
}

void LocalKioskService::begin_try(Callback<Result<void>> then) {
  m_store.write<void>([](StationStore& store) { return store.begin_try(); }, std::move(then));
}

void LocalKioskService::forgive_try() {
  m_store.read<void>([](StationStore& store) { return store.forgive_try(); }, [](const Result<void>&) {});
}

void LocalKioskService::find_again(const Uuid& application_id, Callback<Result<std::optional<ApplicationView>>> then) {
  ask_found([application_id](StationStore& store) { return store.find_application(application_id); }, std::move(then));
}

void LocalKioskService::find_by_card(const CardNumber& number, Callback<Result<std::optional<ApplicationView>>> then) {
  ask_found([number](StationStore& store) { return store.find_by_card_number(number); }, std::move(then));
}

void LocalKioskService::check_card(std::string scanned, Callback<Result<CardCheck>> then) {
  m_store.read<CardCheck>(
      [scanned = std::move(scanned)](StationStore& store) -> Result<CardCheck> {
        WARMHEART_TRY_ASSIGN(const CardTrust trust, store.card_trust());
        WARMHEART_TRY_ASSIGN(const std::int64_t now, store.trusted_now_ms());
        return warmheart::check_card(scanned, trust, now);
      },
      std::move(then));
}

void LocalKioskService::read_station(Callback<StationView> then) {
  m_store.post([this, then = std::move(then)](StationStore* store, const Error& why) {
    StationView view;
    Result<MirrorView> mirror = store ? store->mirror() : Result<MirrorView>(fail(why));
    if (mirror)
      view.mirror = std::move(*mirror);
    else
      view.problem_key = store_problem(mirror.error());
    view.areas = m_areas;
    if (const auto best = store ? store->trusted_now_ms() : Result<std::int64_t>(fail(why)); best) {
      const std::int64_t behind = *best - m_clock.now().wall_ms;
      if (std::abs(behind) > kBelievedMs) view.clock_behind_ms = behind;
    }
    m_store.to_gui([then, view = std::move(view)]() mutable { then(std::move(view)); });
  });
}

void LocalKioskService::on_sync(Callback<SyncStatus> changed) {
  m_sync_subscriber = std::move(changed);
  m_sync_subscriber(m_sync);
}

void LocalKioskService::on_mirror(std::function<void()> moved) { m_mirror_subscriber = std::move(moved); }

void LocalKioskService::sync_changed(SyncStatus status) {
  m_store.to_gui([this, status = std::move(status)] {
    m_sync = status;
    if (m_sync_subscriber) m_sync_subscriber(m_sync);
  });
}

void LocalKioskService::mirror_moved() {
  m_store.to_gui([this] {
    if (m_mirror_subscriber) m_mirror_subscriber();
  });
}

}  // namespace warmheart
