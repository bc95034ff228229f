using Fluid;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using TemplateStatement = Fluid.Ast.Statement;

namespace UtilityBilling.Billing.Templates;

/// <summary>Walks what a template was read as, and finds whatever is not on the short list of what is allowed.</summary>
internal sealed class TemplateCheck(IReadOnlySet<string> fields) : AstVisitor
{
    private static readonly HashSet<string> Filters = new(["upcase", "downcase", "capitalize", "strip", "default"], StringComparer.Ordinal);

    private readonly List<(string Code, string Word)> _found = [];

    public IReadOnlyList<(string Code, string Word)> Found => _found;

    // An else that is not there comes as null.
    public override TemplateStatement Visit(TemplateStatement statement)
    {
        if (statement is not (null or TextSpanStatement or OutputStatement or IfStatement or ElseIfStatement or ElseStatement or UnlessStatement or CaseStatement or WhenStatement or CommentStatement or NoOpStatement))
        {
            _found.Add(("Billing:Template.NotAllowed", statement.GetType().Name.Replace("Statement", "", StringComparison.Ordinal)));
            return statement;
        }
        return base.Visit(statement!);
    }

    public override Expression Visit(Expression expression)
    {
        if (expression is null or MemberExpression or LiteralExpression or FilterExpression or EqualBinaryExpression or NotEqualBinaryExpression or AndBinaryExpression or OrBinaryExpression or ContainsBinaryExpression or StartsWithBinaryExpression or EndsWithBinaryExpression)
            return base.Visit(expression!);
        _found.Add(("Billing:Template.NotAllowed", expression is RangeExpression ? ".." : expression.GetType().Name.Replace("BinaryExpression", "", StringComparison.Ordinal)));
        return expression;
    }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments[0] is not IdentifierSegment { Identifier: var name } || !fields.Contains(name))
            _found.Add(("Billing:Template.UnknownField", (memberExpression.Segments[0] as IdentifierSegment)?.Identifier ?? "?"));
        else if (memberExpression.Segments.Count > 1)
            _found.Add(("Billing:Template.NoParts", name));
        return memberExpression;
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!Filters.Contains(filterExpression.Name))
            _found.Add(("Billing:Template.UnknownFilter", filterExpression.Name));
        return base.VisitFilterExpression(filterExpression);
    }
}
