using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using UtilityBilling.Metering;
using UtilityBilling.Metering.Estimates;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;
using Xunit;
using static UtilityBilling.UnitTests.Metering.ReadFileSamples;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>The shipped layouts beyond the samples, faulty layout documents, and the sentences of every code in both languages.</summary>
public sealed class ReadFileLayoutsTests
{
    [Fact]
    public void A_Badger_Connect_record_is_read_by_its_positions()
    {
        var line = Line(254, (49, "40000001"), (68, "30000001"), (96, "000012401"), (113, "R"), (115, "07"), (117, "0012"), (121, "0100010-001"), (136, "11042026"), (165, "000010"));
        var read = Guessed("badger-connect", line);
        (read.MeterSerial, read.EndpointId, read.Account, read.Reading, read.ReadDate).ShouldBe(("30000001", "40000001", "0100010-001", 12401m, new DateOnly(2026, 11, 4)));
        (read.Route, read.Sequence, read.TroubleCodes.Single()).ShouldBe(("0012", "000010", "07"));
    }

    [Fact]
    public void An_Itron_handheld_date_without_year_is_the_latest_that_is_not_in_the_future()
    {
        var text = string.Join("\r\n", Line(78, (1, "C"), (2, "01000001"), (10, "0100010001"), (25, "1231")), Line(78, (1, "D"), (2, "30000001"), (20, "000010")), Line(78, (1, "E"), (2, "6"), (3, "00012401"), (11, "1")));
        var options = new ReadFileOptions { BusinessDate = new DateOnly(2026, 1, 4) };
        var read = Read("itron80-upload", text, options).Reads.Single();
        (read.ReadDate, read.Reading, read.Decimals, read.Multiplier).ShouldBe((new DateOnly(2025, 12, 31), 1240.1m, 1, 10m));
        Read("itron80-upload", text).Summary.Problems[0].Code.ShouldBe(ReadFileProblemCodes.BadDate);
    }

    [Fact]
    public void The_longer_Sensus_record_and_the_Performance_Meters_record_are_read_by_their_positions()
    {
        var sensus = Guessed("sensus-gil181", Line(181, (1, "TEST"), (51, "30000001"), (59, "01000100"), (92, "00012401"), (131, "110426")));
        (sensus.MeterSerial, sensus.Reading, sensus.ReadDate).ShouldBe(("30000001", 12401m, new DateOnly(2026, 11, 4)));
        var performance = Guessed("performance-meters-222", Line(220, (1, "MI"), (3, "0100010-001"), (23, "30000001"), (49, "0000012401"), (59, "11042026"), (67, "091500")));
        (performance.Account, performance.Reading, performance.ReadTime).ShouldBe(("0100010-001", 12401m, new TimeOnly(9, 15)));
    }

    [Fact]
    public void Every_shipped_layout_has_a_title_in_both_languages_and_a_source()
    {
        ReadFileLayouts.All.Count.ShouldBe(10);
        ReadFileLayouts.All.ShouldAllBe(l => l.Title["en"].Length > 0 && l.Title["es"].Length > 0 && l.Source.Length > 0);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("{\"name\":\"x\",\"title\":{},\"kind\":\"delimited\",\"form\":\"scaled\",\"colums\":[]}", "colums")]
    [InlineData("{\"name\":\"x\",\"title\":{},\"kind\":\"delimited\",\"form\":\"scaled\",\"columns\":[{\"field\":\"account\",\"name\":\"A\"}]}", "no column or position is the reading")]
    [InlineData("{\"name\":\"x\",\"title\":{},\"kind\":\"fixedWidth\",\"form\":\"digits\",\"records\":[{\"length\":10,\"isRead\":true,\"fields\":[{\"field\":\"account\",\"start\":1,\"end\":4},{\"field\":\"reading\",\"name\":\"r\",\"start\":5,\"end\":11}]}]}", "5-11")]
    public void A_faulty_layout_document_says_what_is_wrong(string json, string fault) =>
        Should.Throw<InvalidDataException>(() => ReadFileLayouts.Parse(json)).Message.ShouldContain(fault);

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages_with_the_same_names_in_it()
    {
        var en = Texts("en");
        var es = Texts("es");
        Type[] holders = [typeof(ReadFileProblemCodes), typeof(ReadFileGuessCodes), typeof(ReadFindingCodes), typeof(ReadEstimateCodes)];
        var codes = holders.SelectMany(h => h.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)
            .Concat(ReadFindingCodes.ByKind.Values).Concat(ReadEstimateCodes.ByMethod.Values).ToList();
        codes.Count.ShouldBeGreaterThan(60);
        codes.Distinct().Count().ShouldBe(codes.Count);
        foreach (var code in codes)
            Names(es[code]).ShouldBe(Names(en[code]), code);
    }

    [Fact]
    public void Every_name_in_the_sentence_of_a_problem_or_finding_is_filled()
    {
        var en = Texts("en");
        var said = new List<(string Code, IEnumerable<string> Given)>();
        said.AddRange(Read("mvrs-upload", string.Join("\n", Text(MvrsUpload).Split("\r\n").Take(13)) + "\nXYZ").Summary.Problems.Select(p => (p.Code, p.Data.Keys)));
        said.AddRange(Read("beacon-billing-csv", "a,b\n1,2\n").Summary.Problems.Select(p => (p.Code, p.Data.Keys)));
        var register = new RegisterFacts(6, 0, 1, "gal");
        var before = new DateOnly(2026, 9, 4);
        foreach (var (reading, state) in new[] { (15m, ServiceState.Active), (88_000m, ServiceState.Active), (999_980m, ServiceState.Active), (999_990m, ServiceState.Off), (2_000_000m, ServiceState.Active) })
        {
            var read = new ReadToCheck { Reading = reading, Date = new DateOnly(2027, 11, 4), Multiplier = 2, Unit = "x", Flags = [new(MeterFlag.Leak, "s", "1")] };
            foreach (var unit in new[] { "gal", "x" })
            {
                var input = new ReadCheckInput { Register = register with { State = state }, Reads = [new(before, 999_980)], Read = read with { Unit = unit }, BusinessDate = before };
                said.AddRange(ReadCheck.Run(input, new ReadCheckSettings()).Findings.Select(f => (f.Code, f.Data.Keys)));
            }
        }

        said.Select(s => s.Code).Distinct().Count().ShouldBeGreaterThan(10);
        foreach (var (code, given) in said)
            Names(en[code]).Except(given).ShouldBeEmpty(code);
    }

    private static FileRead Guessed(string layout, string line)
    {
        var guess = ReadFileGuesser.Guess(new MemoryStream(Encoding.ASCII.GetBytes(line + "\r\n")));
        guess.Layout.ShouldNotBeNull().Name.ShouldBe(layout);
        return Read(layout, line).Reads.Single();
    }

    private static string Line(int length, params (int Start, string Text)[] parts)
    {
        var line = new StringBuilder(new string(' ', length));
        foreach (var (start, text) in parts)
            line.Remove(start - 1, text.Length).Insert(start - 1, text);
        return line.ToString();
    }

    private static Dictionary<string, string> Texts(string language)
    {
        var name = MeteringTexts.Assembly.GetManifestResourceNames().Single(n => n.EndsWith($"Localization.{language}.json", StringComparison.Ordinal));
        using var stream = MeteringTexts.Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    private static List<string> Names(string sentence) =>
        [.. Regex.Matches(sentence, @"\{(\w+)\}").Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
}
