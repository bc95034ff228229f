namespace UtilityBilling.Documents;

/// <summary>Adds up the totalled columns while rows pass by. Sums are decimal, so that they tie to the ledger to the cent.</summary>
public sealed class ColumnTotals
{
    private readonly IReadOnlyList<SpreadsheetColumn> _columns;
    private readonly decimal[] _sums;

    public ColumnTotals(IReadOnlyList<SpreadsheetColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        _sums = new decimal[columns.Count];
        Any = columns.Any(c => c.HasTotal);
    }

    /// <summary>Whether any column is totalled; a sheet without one has no totals row.</summary>
    public bool Any { get; }

    public void Add(object?[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!Any)
            return;
        for (var i = 0; i < _columns.Count; i++)
            if (_columns[i].HasTotal)
                _sums[i] += row[i] switch
                {
                    null => 0m,
                    decimal amount => amount,
                    long count => count,
                    var other => throw new ArgumentException($"Column {_columns[i].Title} is totalled but holds {other}."),
                };
    }

    /// <summary>The totals row: the word in the first column that is not totalled, sums below their columns.</summary>
    public object?[] Row(string label)
    {
        var row = new object?[_columns.Count];
        for (var i = 0; i < row.Length; i++)
            if (_columns[i].HasTotal)
                row[i] = _columns[i].Format == CellFormat.Integer ? (long)_sums[i] : _sums[i];
        if (LabelColumn is { } column)
            row[column] = label;
        return row;
    }

    /// <summary>Where the word "Total" goes, if every column is not totalled.</summary>
    public int? LabelColumn
    {
        get
        {
            for (var i = 0; i < _columns.Count; i++)
                if (!_columns[i].HasTotal)
                    return i;
            return null;
        }
    }
}
