using Shouldly;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;
using Xunit;

namespace UtilityBilling.UnitTests.Metering;

/// <summary>Whose read it is: endpoint, then serial, then account with sequence; two answers are none.</summary>
public sealed class ReadMatcherTests
{
    private static readonly MatchCandidate Alder = Candidate(1, "40000001", "30000001", account: "A-1", sequence: "10");
    private static readonly MatchCandidate Birch = Candidate(2, "40000002", "30000002", account: "A-2", sequence: "20");
    private static readonly MatchCandidate CompoundLow = Candidate(3, null, "500", "L", "A-3");
    private static readonly MatchCandidate CompoundHigh = Candidate(4, null, "500", "H", "A-3");
    private static readonly ReadMatcher Matcher = new([Alder, Birch, CompoundLow, CompoundHigh], new ReadCheckSettings());

    [Fact]
    public void The_endpoint_alone_suffices() => Found(Read(endpoint: "0040000001 ")).ShouldBe(Alder);

    [Fact]
    public void The_serial_is_asked_when_the_endpoint_is_unknown() => Found(Read(endpoint: "999", serial: "30000002")).ShouldBe(Birch);

    [Fact]
    public void Account_and_sequence_come_last()
    {
        Found(Read(account: "a-2", sequence: "00000020")).ShouldBe(Birch);
        Matcher.Match(Read(account: "A-2", sequence: "30")).Finding.ShouldNotBeNull().Kind.ShouldBe(ReadFindingKind.UnknownMeter);
    }

    [Fact]
    public void Endpoint_and_serial_of_different_meters_are_an_exception_and_never_first_wins()
    {
        var match = Matcher.Match(Read(endpoint: "40000001", serial: "30000002"));
        match.Candidate.ShouldBeNull();
        match.Finding.ShouldNotBeNull().ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(ReadFindingKind.TwoMatches), f => f.Action.ShouldBe(ReadFindingAction.Hold), f => f.Data["Meters"].ShouldBe("30000001, 30000002"));
    }

    [Fact]
    public void Registers_of_a_compound_meter_share_its_serial_and_differ_by_number()
    {
        Found(Read(serial: "500", register: "H")).ShouldBe(CompoundHigh);
        Found(Read(serial: "500", register: "l")).ShouldBe(CompoundLow);
        Matcher.Match(Read(serial: "500")).Finding.ShouldNotBeNull().Kind.ShouldBe(ReadFindingKind.TwoMatches);
    }

    [Fact]
    public void A_meter_we_do_not_have_is_unknown() =>
        Matcher.Match(Read(endpoint: "1", serial: "2", account: "3")).Finding.ShouldNotBeNull().Kind.ShouldBe(ReadFindingKind.UnknownMeter);

    [Fact]
    public void A_register_twice_on_a_day_in_one_file_is_found()
    {
        var duplicates = new FileDuplicates(new ReadCheckSettings());
        duplicates.See(Alder.RegisterId, Read(value: 5)).ShouldBeNull();
        duplicates.See(Birch.RegisterId, Read(value: 5)).ShouldBeNull();
        duplicates.See(Alder.RegisterId, Read(value: 5)).ShouldNotBeNull().Kind.ShouldBe(ReadFindingKind.DuplicateSameValue);
        duplicates.See(Alder.RegisterId, Read(value: 6)).ShouldNotBeNull().Kind.ShouldBe(ReadFindingKind.DuplicateOtherValue);
        duplicates.See(Alder.RegisterId, Read(value: null)).ShouldBeNull();
    }

    private static MatchCandidate? Found(FileRead read) => Matcher.Match(read).Candidate;

    private static MatchCandidate Candidate(int n, string? endpoint, string serial, string? register = null, string? account = null, string? sequence = null) =>
        new(new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), endpoint, serial, register, account, sequence);

    private static FileRead Read(
        string? endpoint = null, string? serial = null, string? account = null, string? sequence = null, string? register = null, decimal? value = 1) => new()
        {
            LineNumber = 1,
            RawLine = "",
            Form = ReadingForm.Scaled,
            EndpointId = endpoint,
            MeterSerial = serial,
            Account = account,
            Sequence = sequence,
            RegisterNumber = register,
            Reading = value,
            ReadDate = new DateOnly(2026, 11, 4),
        };
}
