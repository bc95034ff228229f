namespace UtilityBilling.Errors;

/// <summary>
/// A refusal that a clerk can act on. Its code is a localisation key (<c>Billing:BillRun.NotCalculated</c>) whose sentence says what is wrong, where, and
/// what to do next; <see cref="WithData"/> fills the sentence's placeholders. Nothing of the refused action is kept.
/// </summary>
public sealed class BusinessException : Exception
{
    public BusinessException(string code) : base(code) => Code = code;

    public BusinessException(string code, Exception inner) : base(code, inner) => Code = code;

    /// <summary>The error code, which is also the localisation key.</summary>
    public string Code { get; }

    /// <summary>The form field that the sentence belongs beside, where there is one (for example <c>Input.Amount</c>).</summary>
    public string? Field { get; private set; }

    /// <summary>Values for the sentence's placeholders.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    private readonly Dictionary<string, object?> _values = [];

    public BusinessException WithData(string name, object? value)
    {
        _values[name] = value;
        return this;
    }

    public BusinessException ForField(string field)
    {
        Field = field;
        return this;
    }

    public override string Message => _values.Count == 0 ? Code : $"{Code} ({string.Join(", ", _values.Select(v => $"{v.Key}={v.Value}"))})";
}

/// <summary>The record is not there, or not this town's: both look the same from outside.</summary>
public sealed class EntityNotFoundException(Type type, object id) : Exception($"{type?.Name} {id} is not there.")
{
    public Type? EntityType { get; } = type;
    public object Id { get; } = id;
}

/// <summary>The acting person lacks a permission.</summary>
public sealed class PermissionDeniedException(string permission) : Exception($"Permission {permission} is missing.")
{
    public string Permission { get; } = permission;
}
