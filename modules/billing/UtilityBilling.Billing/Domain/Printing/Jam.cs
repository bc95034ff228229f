namespace UtilityBilling.Billing.Printing;

/// <summary>Which pieces of a part a jam has spoiled, by their sheets.</summary>
internal static class Jam
{
    /// <summary>
    /// Everything with a sheet between the two, both counted: of a piece with one bad sheet the whole is printed again, for nobody can tell a torn bill from its first page.
    /// Without a last sheet the printer is taken at its word no further: all to the end is spoiled.
    /// </summary>
    public static List<T> Spoiled<T>(IEnumerable<T> pieces, Func<T, (int First, int Sheets)> sheetsOf, int from, int? through) =>
        [.. pieces.Where(p => sheetsOf(p) is var (first, sheets) && first + sheets > from && (through is null || first <= through))];

    /// <summary>Counts sheets anew: where each piece begins in its part, from 1.</summary>
    public static List<(T Piece, int Position, int FirstSheet)> Lay<T>(IEnumerable<T> pieces, Func<T, int> sheetsOf)
    {
        var laid = new List<(T, int, int)>();
        var sheet = 1;
        foreach (var piece in pieces)
        {
            laid.Add((piece, laid.Count + 1, sheet));
            sheet += sheetsOf(piece);
        }
        return laid;
    }
}
