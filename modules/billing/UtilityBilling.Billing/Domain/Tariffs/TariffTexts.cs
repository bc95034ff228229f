namespace UtilityBilling.Billing.Tariffs;

/// <summary>The sentences for problems in a tariff document and for refusals in rating, in English and Spanish. They stand beside the rules that use them, so that <c>ub</c> needs no host.</summary>
internal static partial class TariffTexts
{
    public static string Problem(string code, IReadOnlyDictionary<string, string> values, string language) => Fill(Problems[code], values, language);

    public static string Refusal(string code, IReadOnlyDictionary<string, string> values, string language) => Fill(Refusals[code], values, language);

    internal static IEnumerable<string> ProblemCodes => Problems.Keys;

    private static string Fill((string En, string Es) text, IReadOnlyDictionary<string, string> values, string language)
    {
        var sentence = language == "es" ? text.Es : text.En;
        foreach (var (name, value) in values)
            sentence = sentence.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return sentence;
    }

    private static readonly Dictionary<string, (string En, string Es)> Refusals = new(StringComparer.Ordinal)
    {
        ["factMissing"] = ("The tariff needs {fact} for {service}, and it was not given. Record it, then rate again.", "La tarifa necesita {fact} para {service} y no se indicó. Regístrelo y calcule de nuevo."),
        ["factNotANumber"] = ("{fact} must be a number that is not negative for {service}, but it is “{value}”. Correct it.", "{fact} debe ser un número no negativo para {service}, pero es «{value}». Corríjalo."),
        ["noPrice"] = ("{service} has no price for {table} “{value}”. Correct the {table} or amend the tariff.", "{service} no tiene precio para {table} «{value}». Corrija {table} o enmiende la tarifa."),
        ["negativeUsage"] = ("The usage of {service} is {value}. A bill cannot charge negative usage: check the reads.", "El consumo de {service} es {value}. Una factura no puede cobrar consumo negativo: revise las lecturas."),
        ["tooFewReads"] = ("The winter average of {service} has {value} reads and needs {needed}, and the tariff sets no default. Record an average by hand.", "El promedio de invierno de {service} tiene {value} lecturas y necesita {needed}, y la tarifa no fija un valor. Registre un promedio a mano."),
        ["noTariff"] = ("No tariff prices {service} on {date}. Import or approve one, or correct the agreement.", "Ninguna tarifa da precio a {service} el {date}. Importe o apruebe una, o corrija el acuerdo."),
        ["serviceNotPriced"] = ("A percentage of {service} cannot be worked out: no tariff in use prices {service}.", "No se puede calcular un porcentaje de {service}: ninguna tarifa en uso da precio a {service}."),
        ["dates"] = ("The period from {from} to {to} has no day in it. The last day does not count, so the end must be later.", "El período de {from} a {to} no contiene ningún día. El último día no cuenta: el final debe ser posterior."),
        ["circle"] = ("The tariffs in force name each other in a circle at {value}. Take one name out of the circle.", "Las tarifas vigentes se nombran en círculo en {value}. Quite un nombre del círculo."),
        ["tooLarge"] = ("The figures of {service} are too large to work out. Check usage and facts.", "Las cifras de {service} son demasiado grandes. Revise el consumo y los datos."),
        ["input"] = ("The input cannot be read: {detail}", "No se puede leer la entrada: {detail}"),
    };
}
