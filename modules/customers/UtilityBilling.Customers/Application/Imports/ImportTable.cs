using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Customers.Imports;

/// <summary>One target table of an import: its columns, and how a row of the batch fills them.</summary>
internal sealed class ImportTable<T>(string name)
{
    private readonly List<StageColumn<T>> _columns = [];

    public string Name { get; } = name;

    public IReadOnlyList<StageColumn<T>> Columns => _columns;

    public string ColumnNames => string.Join(", ", _columns.Select(c => c.Name));

    public ImportTable<T> Uuid(string column, Func<T, Guid?> value) => Add(column, "uuid", NpgsqlDbType.Uuid, r => value(r));

    public ImportTable<T> Text(string column, Func<T, string?> value) => Add(column, "text", NpgsqlDbType.Text, value);

    public ImportTable<T> Date(string column, Func<T, DateOnly?> value) => Add(column, "date", NpgsqlDbType.Date, r => value(r));

    public ImportTable<T> Integer(string column, Func<T, int> value) => Add(column, "integer", NpgsqlDbType.Integer, r => value(r));

    public ImportTable<T> Flag(string column, Func<T, bool> value) => Add(column, "boolean", NpgsqlDbType.Boolean, r => value(r));

    public ImportTable<T> Number(string column, Func<T, decimal?> value) => Add(column, "numeric", NpgsqlDbType.Numeric, r => value(r));

    public ImportTable<T> Instant(string column, Func<T, DateTimeOffset> value) => Add(column, "timestamptz", NpgsqlDbType.TimestampTz, r => value(r).ToUniversalTime());

    /// <summary>A fingerprint of the rows, so that the audit can tell later whether they are the same.</summary>
    public string Digest(IEnumerable<T> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            foreach (var column in _columns)
                hash.AppendData(Encoding.UTF8.GetBytes(Convert.ToString(column.Value(row), CultureInfo.InvariantCulture) + "\t"));
            hash.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private ImportTable<T> Add(string column, string type, NpgsqlDbType dbType, Func<T, object?> value)
    {
        _columns.Add(new StageColumn<T>(column, type, dbType, value));
        return this;
    }
}
