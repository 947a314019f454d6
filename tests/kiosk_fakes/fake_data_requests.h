// Fake of DataRequestService: what riders have asked, in memory. GUI thread.
#pragma once

#include <QObject>

#include "app/kiosk/service/data_request_service.h"

namespace warmheart::test {

class FakeDataRequests final : public QObject, public DataRequestService {
  Q_OBJECT

 public:
  std::vector<std::pair<Uuid, RiderAsk>> made;  // id of the record, what
  std::vector<std::pair<Uuid, Correction>> corrections;
  std::vector<RequestProof> proofs;
  std::vector<RequestHere> known;
  bool by_hand = false;
  Callback<Result<RequestHere>> answer_ask;
  Callback<Result<void>> answer_correct;

  Q_INVOKABLE void clear() { known.clear(); }

  void ask(const Uuid& id, const Uuid& application, RiderAsk ask, RequestProof proof,
           Callback<Result<RequestHere>> then) override;
  void correct(const Uuid& id, const Uuid& application, Correction correction, RequestProof proof,
               Callback<Result<void>> then) override;
  void asked(const Uuid&, Callback<Result<std::vector<RequestHere>>> then) override { then(known); }
};

}  // namespace warmheart::test
