namespace UtilityBilling.Billing.Printing;

/// <summary>Puts mail in the order in which the post takes it: trays of one five-digit ZIP code, trays of the first three digits, the rest. How many pieces fill a tray is the town's setting.</summary>
internal static class Presort
{
    /// <param name="pieces">What is to be mailed.</param>
    /// <param name="zipOf">A piece's ZIP code, with or without its further digits; empty for none.</param>
    /// <param name="lineOf">What orders pieces within a ZIP code: street, then whatever else.</param>
    /// <param name="minimum">Pieces from which a mailing is sorted; a smaller one pays single-piece prices.</param>
    /// <param name="tray">Pieces that fill a tray.</param>
    public static List<(T Piece, SortLevel Level)> Sort<T>(IReadOnlyCollection<T> pieces, Func<T, string?> zipOf, Func<T, string> lineOf, int minimum, int tray)
    {
        var known = pieces.Select(p => (Piece: p, Zip: string.Concat((zipOf(p) ?? "").Where(char.IsAsciiDigit)), Line: lineOf(p))).ToList();
        var isSorted = known.Count >= minimum;
        var five = isSorted ? Filled(known.Select(p => Head(p.Zip, 5)), tray) : [];
        var three = isSorted ? Filled(known.Where(p => !five.Contains(Head(p.Zip, 5))).Select(p => Head(p.Zip, 3)), tray) : [];
        SortLevel Level(string zip) =>
            !isSorted ? SortLevel.SinglePiece : five.Contains(Head(zip, 5)) ? SortLevel.FiveDigit : three.Contains(Head(zip, 3)) ? SortLevel.ThreeDigit : SortLevel.Mixed;
        return [.. known.Select(p => (p.Piece, p.Zip, p.Line, Level: Level(p.Zip))).OrderBy(p => p.Level).ThenBy(p => p.Zip, StringComparer.Ordinal).ThenBy(p => p.Line, StringComparer.Ordinal).Select(p => (p.Piece, p.Level))];
    }

    private static HashSet<string> Filled(IEnumerable<string> heads, int tray) => [.. heads.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() >= tray).Select(g => g.Key)];

    private static string Head(string zip, int digits) => zip.Length >= 5 ? zip[..digits] : "";
}
