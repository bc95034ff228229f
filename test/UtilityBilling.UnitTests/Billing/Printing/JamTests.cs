using Shouldly;
using UtilityBilling.Billing.Printing;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Printing;

/// <summary>What a jam spoils, and how the sheets are counted anew (BR-16).</summary>
public sealed class JamTests
{
    /// <summary>Four bills: sheets 1; 2 and 3; 4; 5 and 6.</summary>
    private static readonly List<(string Bill, int Position, int FirstSheet)> Laid = Jam.Lay(["A1", "B2", "C1", "D2"], b => b[1] - '0');

    private static string Spoiled(int from, int? through) => string.Join(' ', Jam.Spoiled(Laid, p => (p.FirstSheet, p.Bill[1] - '0'), from, through).Select(p => p.Bill));

    [Fact]
    public void Sheets_are_counted_through_the_part() => Laid.ShouldBe([("A1", 1, 1), ("B2", 2, 2), ("C1", 3, 4), ("D2", 4, 5)]);

    [Theory]
    [InlineData(1, null, "A1 B2 C1 D2")] // the first sheet: all
    [InlineData(3, null, "B2 C1 D2")] // the second sheet of B: B is printed again whole
    [InlineData(6, null, "D2")] // the last sheet
    [InlineData(4, 4, "C1")] // one sheet in the middle
    [InlineData(3, 5, "B2 C1 D2")] // from the middle of B into D
    [InlineData(2, 3, "B2")]
    [InlineData(7, null, "")]
    public void Every_bill_with_a_sheet_between_the_two_is_spoiled(int from, int? through, string bills) => Spoiled(from, through).ShouldBe(bills);
}
