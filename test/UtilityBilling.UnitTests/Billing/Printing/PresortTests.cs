using Shouldly;
using UtilityBilling.Billing;
using UtilityBilling.Billing.Printing;
using Xunit;

namespace UtilityBilling.UnitTests.Billing.Printing;

/// <summary>The order in which the post takes mail (BR-16).</summary>
public sealed class PresortTests
{
    private static List<(string Zip, SortLevel Level)> Sort(int minimum, int tray, params string[] zips) =>
        [.. Presort.Sort(zips, z => z, z => z, minimum, tray).Select(p => (p.Piece, p.Level))];

    [Fact]
    public void Full_trays_of_five_digits_come_first_then_of_three_then_the_rest()
    {
        var sorted = Sort(1, 2, "97401", "97303-2222", "", "97305", "97303-1111", "97302", "10001");

        sorted.ShouldBe(
        [
            ("97303-1111", SortLevel.FiveDigit), ("97303-2222", SortLevel.FiveDigit),
            ("97302", SortLevel.ThreeDigit), ("97305", SortLevel.ThreeDigit),
            ("", SortLevel.Mixed), ("10001", SortLevel.Mixed), ("97401", SortLevel.Mixed),
        ]);
    }

    [Fact]
    public void A_small_mailing_is_not_sorted() => Sort(4, 1, "97303", "97303", "97303").ShouldAllBe(p => p.Level == SortLevel.SinglePiece);

    [Fact]
    public void Within_a_ZIP_code_pieces_follow_the_street() =>
        Presort.Sort(["9 Oak", "1 Elm", "5 Elm"], _ => "97303", p => p, 1, 1).Select(p => p.Piece).ShouldBe(["1 Elm", "5 Elm", "9 Oak"]);
}
