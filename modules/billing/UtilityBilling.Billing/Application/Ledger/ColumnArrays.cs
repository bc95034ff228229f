using Npgsql;
using NpgsqlTypes;

namespace UtilityBilling.Billing.Ledger;

/// <summary>Turns a list of rows into one array per column, for <c>unnest</c>.</summary>
internal sealed class ColumnArrays<T>(IReadOnlyList<T> rows)
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    public ColumnArrays<T> Ids(Func<T, Guid?> value) => Add(NpgsqlDbType.Uuid, rows.Select(value).ToArray());

    public ColumnArrays<T> Texts(Func<T, string?> value) => Add(NpgsqlDbType.Text, rows.Select(value).ToArray());

    public ColumnArrays<T> Numbers(Func<T, int> value) => Add(NpgsqlDbType.Integer, rows.Select(value).ToArray());

    public ColumnArrays<T> Amounts(Func<T, decimal> value) => Add(NpgsqlDbType.Numeric, rows.Select(value).ToArray());

    public ColumnArrays<T> Dates(Func<T, DateOnly> value) => Add(NpgsqlDbType.Date, rows.Select(value).ToArray());

    public ColumnArrays<T> Instants(Func<T, DateTimeOffset> value) => Add(NpgsqlDbType.TimestampTz, rows.Select(value).Select(v => v.ToUniversalTime()).ToArray());

    public ColumnArrays<T> Flags(Func<T, bool> value) => Add(NpgsqlDbType.Boolean, rows.Select(value).ToArray());

    private ColumnArrays<T> Add<TValue>(NpgsqlDbType type, TValue[] values)
    {
        _parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }
}
