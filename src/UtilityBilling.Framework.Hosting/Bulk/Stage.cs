using NpgsqlTypes;

namespace UtilityBilling.Hosting.Bulk;

/// <summary>Short words for the columns of a staging table.</summary>
public static class Stage
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
