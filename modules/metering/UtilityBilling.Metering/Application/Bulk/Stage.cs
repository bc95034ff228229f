using Npgsql;
using NpgsqlTypes;
using UtilityBilling.Hosting.Bulk;

namespace UtilityBilling.Metering.Bulk;

/// <summary>Short words for the columns of a staging table.</summary>
internal static class Stage
{
    public static StageColumn<T> Uuid<T>(string name, Func<T, Guid?> value) => new(name, "uuid", NpgsqlDbType.Uuid, row => value(row));

    public static StageColumn<T> Text<T>(string name, Func<T, string?> value) => new(name, "text", NpgsqlDbType.Text, row => value(row));

    public static StageColumn<T> Json<T>(string name, Func<T, string?> value) => new(name, "jsonb", NpgsqlDbType.Jsonb, row => value(row));

    public static StageColumn<T> Number<T>(string name, Func<T, decimal?> value) => new(name, "numeric", NpgsqlDbType.Numeric, row => value(row));

    public static StageColumn<T> Integer<T>(string name, Func<T, int?> value) => new(name, "int", NpgsqlDbType.Integer, row => value(row));

    public static StageColumn<T> Date<T>(string name, Func<T, DateOnly?> value) => new(name, "date", NpgsqlDbType.Date, row => value(row));

    public static StageColumn<T> Flag<T>(string name, Func<T, bool> value) => new(name, "boolean", NpgsqlDbType.Boolean, row => value(row));

    public static StageColumn<T> Texts<T>(string name, Func<T, string[]> value) => new(name, "text[]", NpgsqlDbType.Array | NpgsqlDbType.Text, row => value(row));
}

/// <summary>Short words for the parameters of a statement.</summary>
internal static class Arg
{
    public static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    public static NpgsqlParameter Of(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Of(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Of(DateOnly? date) => new() { Value = (object?)date ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date };

    public static NpgsqlParameter Of(int number) => new() { Value = number, NpgsqlDbType = NpgsqlDbType.Integer };

    public static NpgsqlParameter Of(DateTimeOffset at) => new() { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter Texts(IEnumerable<string> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
