// Drivers against simulators of the devices, each a process behind a pty (tests/devices); frames also alone.
#include <catch2/catch.hpp>

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include "app/kiosk/device/escpos_printer.h"
#include "app/kiosk/device/id_card_reader.h"
#include "app/kiosk/device/pdf_reports.h"
#include "app/kiosk/device/serial_scanner.h"

using namespace warmheart;

namespace {

const char* const kNumber = "11010519491231002X";

class Device {
 public:
  explicit Device(const char* program) {
    m_process.setProgram(QStringLiteral("/usr/bin/python3"));
    m_process.setArguments({QStringLiteral("-B"),
                            QStringLiteral(WARMHEART_SOURCE_DIR "/tests/devices/") + QLatin1String(program), line()});
    m_process.start();
    REQUIRE(until([this] { return heard().contains("ready"); }));
  }
  ~Device() {
    m_process.closeWriteChannel();
    m_process.waitForFinished(3000);
  }
  QString line() const { return m_folder.filePath(QStringLiteral("line")); }
  void send(const QByteArray& command) {
    const auto before = heard().count("ok\n");
    m_process.write(command + '\n');
    REQUIRE(until([&] { return heard().count("ok\n") > before; }));
  }
  QByteArray heard() {
    m_heard += m_process.readAllStandardOutput();
    return m_heard;
  }
  static bool until(const std::function<bool()>& done) { return QTest::qWaitFor(done, 15'000); }

 private:
  QTemporaryDir m_folder;
  QProcess m_process;
  QByteArray m_heard;
};

struct ReaderFixture {
  Device device{"id_reader.py"};
  IdCardReader reader{device.line()};
  ReaderState state = ReaderState::none;
  std::vector<std::optional<IdCard>> cards;

  ReaderFixture() {
    reader.on_state([this](ReaderState now) { state = now; });
    reader.on_card([this](std::optional<IdCard> card) { cards.push_back(std::move(card)); });
    reader.want(true);
    REQUIRE(Device::until([this] { return state == ReaderState::ready; }));
    lift();  // it has looked once, and found none
  }
  bool reads(std::size_t count) {
    return Device::until([&] { return cards.size() >= count; });
  }
  void lift() {
    device.send("lift");
    QTest::qWait(2 * IdCardReader::kPollMs + 100);
  }
  void lay(const QByteArray& card) {
    lift();
    device.send("lay " + card);
  }
};

Bytes read_answer(const std::string& name, const std::string& number, std::uint8_t flag) {
  Bytes block(256, 0);
  for (std::size_t i = 0; i < block.size(); i += 2) block[i] = ' ';
  const auto put = [&block](std::size_t at, const std::string& text) {
    for (const char c : text) {
      block[at++] = static_cast<std::uint8_t>(c);
      block[at++] = 0;
    }
  };
  put(0, name);
  put(122, number);
  block[248] = flag;
  Bytes data = {0x01, 0x00, 0x04, 0x00};
  data.insert(data.end(), block.begin(), block.end());
  data.resize(data.size() + 1024);
  return data;
}

Bytes framed(Bytes body) {
  Bytes whole = {static_cast<std::uint8_t>((body.size() + 1) >> 8), static_cast<std::uint8_t>(body.size() + 1)};
  whole.insert(whole.end(), body.begin(), body.end());
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : whole) sum ^= byte;
  whole.push_back(sum);
  const Bytes head = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
  whole.insert(whole.begin(), head.begin(), head.end());
  return whole;
}

}  // namespace

TEST_CASE("commands are the bytes of the readers' manual") {
  CHECK(command_frame(ReaderCommand::find) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x01, 0x22});
  CHECK(command_frame(ReaderCommand::select) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x20, 0x02, 0x21});
  CHECK(command_frame(ReaderCommand::read) == Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x30, 0x01, 0x32});
}

TEST_CASE("frames come byte by byte, after noise, two at once; a broken one is skipped") {
  const Bytes found = framed({0x00, 0x00, 0x9F, 0, 0, 0, 0});
  ReaderFrames frames;
  std::vector<ReaderAnswer> answers;
  Bytes stream = {0x00, 0xAA, 0xAA, 0x17};
  Bytes broken = found;
  broken.back() ^= 1;
  for (const Bytes* part : std::initializer_list<const Bytes*>{&broken, &found, &found})
    stream.insert(stream.end(), part->begin(), part->end());
  for (const std::uint8_t byte : stream) {
    for (ReaderAnswer& one : frames.take(ByteView(&byte, 1))) answers.push_back(std::move(one));
  }
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].status == kCardFound);
  ReaderFrames at_once;
  CHECK(at_once.take(stream).size() == 2);
  ReaderFrames half;
  CHECK(half.take(ByteView(found).first(8)).empty());
  half.forget();
  CHECK(half.take(found).size() == 1);
}

TEST_CASE("a card's layout is told by its flag; an unknown one and a short block are no card") {
  CHECK(card_of(read_answer("WEI", kNumber, ' '))->number == kNumber);
  CHECK(card_of(read_answer("WEI", kNumber, ' '))->kind == DocumentKind::resident_id);
  CHECK(card_of(read_answer("WEI", kNumber, 'J'))->kind == DocumentKind::residence_permit);
  const auto foreign = card_of(read_answer("ZHENGJIAN, YANGBEN", "911010519900307", 'I'));
  REQUIRE(foreign);
  CHECK(foreign->name == "ZHENGJIAN, YANGBEN");
  CHECK(foreign->kind == DocumentKind::foreign_permanent);
  CHECK_FALSE(card_of(read_answer("WEI", kNumber, 'Q')));
  CHECK_FALSE(card_of(ByteView(read_answer("WEI", kNumber, ' ')).first(200)));
  CHECK_FALSE(card_of(read_answer("", "", ' ')));
}

TEST_CASE("a card that is laid down is read once, in pieces, after noise, and again when it comes back") {
  ReaderFixture fixture;
  fixture.device.send("always pieces");
  fixture.device.send("next noise");
  fixture.device.send(QByteArray("lay 张伟,") + kNumber);
  REQUIRE(fixture.reads(1));
  CHECK(fixture.cards[0]->name == "张伟");
  CHECK(fixture.cards[0]->number == kNumber);
  QTest::qWait(3 * IdCardReader::kPollMs);
  CHECK(fixture.cards.size() == 1);
  fixture.lay(QByteArray("欧阳娜,") + kNumber);
  REQUIRE(fixture.reads(2));
  CHECK(fixture.cards[1]->name == "欧阳娜");
}

TEST_CASE("an answer that stops half-way or does not add up is asked for again") {
  ReaderFixture fixture;
  fixture.device.send("next half");
  fixture.device.send(QByteArray("lay 张伟,") + kNumber);
  REQUIRE(fixture.reads(1));
  CHECK(fixture.cards[0]->name == "张伟");
  fixture.lift();
  fixture.device.send("next broken");
  fixture.device.send(QByteArray("李娜,").prepend("lay ") + kNumber);
  REQUIRE(fixture.reads(2));
  CHECK(fixture.cards[1]->name == "李娜");
}

TEST_CASE("a card of an unknown layout says so; none is looked for while nobody wants one") {
  ReaderFixture fixture;
  fixture.device.send(QByteArray("lay 张伟,") + kNumber + ",Q");
  REQUIRE(fixture.reads(1));
  CHECK_FALSE(fixture.cards[0]);
  fixture.reader.want(false);
  fixture.lay(QByteArray("张伟,") + kNumber);
  QTest::qWait(3 * IdCardReader::kPollMs);
  CHECK(fixture.cards.size() == 1);
}

TEST_CASE("a card that lies there when its rider goes is read for nobody until it has been lifted") {
  ReaderFixture fixture;
  fixture.device.send(QByteArray("lay 张伟,") + kNumber);
  REQUIRE(fixture.reads(1));
  fixture.reader.want(false);
  fixture.reader.leave();
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::card_left; }));
  fixture.reader.want(true);
  QTest::qWait(3 * IdCardReader::kPollMs);
  CHECK(fixture.cards.size() == 1);
  CHECK(fixture.state == ReaderState::card_left);
  fixture.device.send("unplug");
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::offline; }));
  fixture.device.send("plug");
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::card_left; }));
  CHECK(fixture.cards.size() == 1);
  fixture.device.send("lift");
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::ready; }));
  fixture.device.send(QByteArray("lay 李娜,") + kNumber);
  REQUIRE(fixture.reads(2));
  CHECK(fixture.cards[1]->name == "李娜");
}

TEST_CASE("a lifted card is noticed while no page wants one, and the next rider's is read at once") {
  ReaderFixture fixture;
  fixture.device.send(QByteArray("lay 张伟,") + kNumber);
  REQUIRE(fixture.reads(1));
  fixture.reader.want(false);
  fixture.reader.leave();
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::card_left; }));
  fixture.device.send("lift");
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::ready; }));
  fixture.device.send(QByteArray("lay 李娜,") + kNumber);
  CHECK(fixture.cards.size() == 1);
  fixture.reader.want(true);
  REQUIRE(fixture.reads(2));
  CHECK(fixture.cards[1]->name == "李娜");
}

TEST_CASE("a card that lies on the reader when the kiosk starts is read for nobody") {
  Device device{"id_reader.py"};
  device.send(QByteArray("lay 张伟,") + kNumber);
  IdCardReader reader{device.line()};
  ReaderState state = ReaderState::none;
  bool read = false;
  reader.on_state([&](ReaderState now) { state = now; });
  reader.on_card([&](std::optional<IdCard>) { read = true; });
  reader.want(true);
  REQUIRE(Device::until([&] { return state == ReaderState::card_left; }));
  QTest::qWait(3 * IdCardReader::kPollMs);
  CHECK_FALSE(read);
}

TEST_CASE("a reader that is unplugged is offline, and reads again once it is plugged in") {
  ReaderFixture fixture;
  fixture.device.send("unplug");
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::offline; }));
  fixture.device.send("plug");
  REQUIRE(Device::until([&] { return fixture.state == ReaderState::ready; }));
  fixture.device.send(QByteArray("lay 张伟,") + kNumber);
  CHECK(fixture.reads(1));
}

TEST_CASE("a serial scanner's text is one scan, with and without an end of line, whole and in pieces") {
  Device device("scanner.py");
  SerialScanner scanner(device.line());
  QSignalSpy scans(&scanner, &SerialScanner::scanned);
  REQUIRE(Device::until([&] { return scanner.isOpen(); }));
  const QByteArray card = "WH1:6BF%+8K/PHQGE0.V0W-L3K1$ABC123";
  int count = 0;
  for (const QByteArray& way : {QByteArray("scan "), QByteArray("bare "), QByteArray("pieces ")}) {
    device.send(way + card);
    ++count;
    REQUIRE(Device::until([&] { return scans.count() == count; }));
    CHECK(scans.back()[0].toString().toUtf8() == card);
  }
  device.send("unplug");
  REQUIRE(Device::until([&] { return !scanner.isOpen(); }));
  device.send("plug");
  REQUIRE(Device::until([&] { return scanner.isOpen(); }));
  device.send("scan " + card);
  CHECK(Device::until([&] { return scans.count() == count + 1; }));
}

namespace {

Slip a_slip() {
  Slip slip;
  slip.title = "体检预约凭证";
  slip.subtitle = "望京驿站";
  slip.rows = {{"地点", "朝阳医院"}, {"号", "17"}};
  slip.qr = "WT1:ABCDEF0123456789";
  slip.code = "741 926 038";
  slip.notes = {"请带身份证"};
  return slip;
}

struct PrinterFixture {
  Device device{"printer.py"};
  EscPosPrinter printer{device.line()};
  PrinterState state = PrinterState::none;
  std::optional<bool> printed;

  PrinterFixture() {
    printer.on_state([this](PrinterState now) { state = now; });
    REQUIRE(Device::until([this] { return state == PrinterState::ready; }));
  }
  void print() {
    printed.reset();
    printer.print(a_slip(), [this](const Result<void>& result) { printed = result.has_value(); });
    REQUIRE(Device::until([this] { return printed.has_value(); }));
  }
};

}  // namespace

TEST_CASE("a slip comes out with its words, its code and its QR code") {
  PrinterFixture fixture;
  fixture.print();
  CHECK(*fixture.printed);
  REQUIRE(Device::until([&] { return fixture.device.heard().contains("\"qr\""); }));
  const QByteArray out = fixture.device.heard();
  for (const char* part : {"体检预约凭证", "望京驿站", "朝阳医院", "741 926 038", "WT1:ABCDEF0123456789", "请带身份证"})
    CHECK(out.contains(part));
}

TEST_CASE("without paper nothing is printed and it is said; with new paper it prints") {
  PrinterFixture fixture;
  fixture.device.send("paper off");
  fixture.print();
  CHECK_FALSE(*fixture.printed);
  CHECK(fixture.state == PrinterState::no_paper);
  CHECK_FALSE(fixture.device.heard().contains("\"qr\""));
  fixture.device.send("paper on");
  fixture.print();
  CHECK(*fixture.printed);
  CHECK(fixture.state == PrinterState::ready);
}

TEST_CASE("a printer that is silent or unplugged in the middle is offline; the slip is reported as not printed") {
  PrinterFixture fixture;
  fixture.device.send("silent on");
  fixture.print();
  CHECK_FALSE(*fixture.printed);
  CHECK(fixture.state == PrinterState::offline);
  fixture.device.send("silent off");
  fixture.print();
  CHECK(*fixture.printed);
  fixture.device.send("silent on");
  std::optional<bool> printed;
  fixture.printer.print(a_slip(), [&](const Result<void>& result) { printed = result.has_value(); });
  fixture.device.send("unplug");
  REQUIRE(Device::until([&] { return printed.has_value(); }));
  CHECK_FALSE(*printed);
  fixture.device.send("silent off");
  fixture.device.send("plug");
  REQUIRE(Device::until([&] { return fixture.state == PrinterState::ready; }));
}

TEST_CASE(
    "a day sheet becomes a PDF that other programs read, replaces yesterday's draft, and says when the stick is gone") {
  QTemporaryDir stick;
  Slip sheet;
  sheet.title = "今日服务";
  sheet.subtitle = "望京西园暖心驿站 2026-11-25";
  for (int i = 0; i < 60; ++i) sheet.rows.emplace_back("休息座位 " + std::to_string(i), "34 人次 · 刷卡 6 人次");
  sheet.notes = {"人次计所有服务，人数只计刷卡的人。"};
  PdfReports sheets(stick.path());
  std::optional<Result<std::string>> kept;
  sheets.keep(sheet, "warmheart-2026-11-25", [&](const Result<std::string>& result) { kept = result; });
  REQUIRE(QTest::qWaitFor([&] { return kept.has_value(); }));
  REQUIRE(*kept);
  CHECK(**kept == "warmheart-2026-11-25.pdf");
  QProcess reader;
  reader.start(
      QStringLiteral("pdftotext"),
      {QStringLiteral("-layout"), stick.filePath(QStringLiteral("warmheart-2026-11-25.pdf")), QStringLiteral("-")});
  REQUIRE(reader.waitForFinished());
  const QString text = QString::fromUtf8(reader.readAllStandardOutput());
  CHECK(text.contains(QStringLiteral("驿站")));
  CHECK(text.contains(QStringLiteral("休息座位 59")));
  CHECK(text.count(u'\f') >= 2);  // more than one page
  CHECK(write_sheet(sheet, stick.path(), QStringLiteral("warmheart-2026-11-25")));
  CHECK(QDir(stick.path()).entryList(QDir::Files).size() == 1);
  CHECK(write_sheet(sheet, stick.path(), QStringLiteral("望京/西园")).value() == "望京-西园.pdf");
  CHECK(write_sheet(sheet, stick.filePath(QStringLiteral("gone")), QStringLiteral("x")).error().code ==
        ErrorCode::unavailable);
}
