using System.Globalization;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace UtilityBilling.Hosting.TagHelpers;

/// <summary>Which box suits a property, and how its value is written in it.</summary>
internal static class FieldKinds
{
    public static Type Bare(ModelExplorer explorer) => Nullable.GetUnderlyingType(explorer.ModelType) ?? explorer.ModelType;

    public static IEnumerable<string> EnumNames(ModelExplorer explorer) => Bare(explorer).IsEnum ? Enum.GetNames(Bare(explorer)) : [];

    public static string Of(ModelExplorer explorer, bool hasItems)
    {
        var type = Bare(explorer);
        if (hasItems || type.IsEnum)
            return "select";
        var byAnnotation = explorer.Metadata.DataTypeName switch
        {
            nameof(DataType.Currency) => "money",
            nameof(DataType.Password) => "password",
            nameof(DataType.EmailAddress) => "email",
            nameof(DataType.PhoneNumber) => "tel",
            nameof(DataType.MultilineText) => "textarea",
            _ => null,
        };
        if (byAnnotation is not null)
            return byAnnotation;
        if (type == typeof(bool))
            return "checkbox";
        if (type == typeof(decimal))
            return "decimal";
        if (type == typeof(int) || type == typeof(long) || type == typeof(short))
            return "integer";
        if (type == typeof(DateOnly) || type == typeof(DateTime))
            return "date";
        return typeof(IFormFile).IsAssignableFrom(type) ? "file" : "text";
    }

    public static string Format(object? value, string kind) => value switch
    {
        null => "",
        decimal amount => amount.ToString(kind == "money" ? "0.00" : "0.############", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };

    /// <summary>The longest text that the property takes, from its annotations.</summary>
    public static int? MaxLength(this ModelMetadata metadata)
    {
        foreach (var validator in metadata.ValidatorMetadata)
            switch (validator)
            {
                case StringLengthAttribute length:
                    return length.MaximumLength;
                case MaxLengthAttribute { Length: > 0 } length:
                    return length.Length;
            }
        return null;
    }
}
