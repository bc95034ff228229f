using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace UtilityBilling.Hosting.Web;

/// <summary>Gives the usual validation attributes our sentences, in the reader's language, unless the property has its own.</summary>
public sealed class ValidationMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
            if (attribute.ErrorMessageResourceName is null && (attribute.ErrorMessage is null || attribute.ErrorMessage == FrameworksOwn(attribute)))
                attribute.ErrorMessage = KeyOf(attribute) ?? attribute.ErrorMessage;
    }

    /// <summary>E-mail and phone attributes come with an English sentence already in place.</summary>
    private static string? FrameworksOwn(ValidationAttribute attribute) => attribute switch
    {
        EmailAddressAttribute => new EmailAddressAttribute().ErrorMessage,
        PhoneAttribute => new PhoneAttribute().ErrorMessage,
        _ => null,
    };

    private static string? KeyOf(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute => "Ui:Validation.Required",
        StringLengthAttribute { MinimumLength: > 0 } => "Ui:Validation.LengthBetween",
        StringLengthAttribute or MaxLengthAttribute => "Ui:Validation.TooLong",
        MinLengthAttribute => "Ui:Validation.TooShort",
        RangeAttribute => "Ui:Validation.Range",
        EmailAddressAttribute => "Ui:Validation.Email",
        PhoneAttribute => "Ui:Validation.Phone",
        CompareAttribute => "Ui:Validation.Compare",
        RegularExpressionAttribute => "Ui:Validation.Pattern",
        _ => null,
    };
}

/// <summary>The sentences for what could not be read at all. Set last, so that the framework has found every attribute before ours looks at them.</summary>
public sealed class BindingMessages(IStringLocalizer texts) : IPostConfigureOptions<MvcOptions>
{
    public void PostConfigure(string? name, MvcOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, field) => texts["Ui:Validation.NotReadable", value, texts[field].Value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => texts["Ui:Validation.NotReadableHere", value]);
        messages.SetUnknownValueIsInvalidAccessor(field => texts["Ui:Validation.NotReadableField", texts[field].Value]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => texts["Ui:Error.NotUnderstood"]);
        messages.SetValueIsInvalidAccessor(value => texts["Ui:Validation.NotReadableHere", value]);
        messages.SetValueMustBeANumberAccessor(field => texts["Ui:Validation.Number", texts[field].Value]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => texts["Ui:Validation.NumberHere"]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["Ui:Validation.RequiredHere"]);
        messages.SetMissingBindRequiredValueAccessor(field => texts["Ui:Validation.Required", texts[field].Value]);
        messages.SetMissingKeyOrValueAccessor(() => texts["Ui:Validation.RequiredHere"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => texts["Ui:Validation.RequiredHere"]);
        options.ModelMetadataDetailsProviders.Add(new ValidationMessages());
    }
}
